import { queryOptions } from '@tanstack/react-query';
import { listSshKeys } from '../api/identity';
import { keys } from '../api/keys';

export const sshKeysQuery = (owner: string) =>
  queryOptions({ queryKey: keys.sshKeys(owner), queryFn: ({ signal }) => listSshKeys(owner, signal) });
