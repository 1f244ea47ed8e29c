import { queryOptions } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { listShares } from '../api/shares';

export const sharesQuery = queryOptions({ queryKey: keys.shares, queryFn: ({ signal }) => listShares(signal) });
