import { queryOptions } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { getCast, getRecording, listRecordings } from '../api/recordings';

// There is no event for recordings: each visit looks anew.
export const recordingsQuery = queryOptions({
  queryKey: keys.recordings,
  queryFn: ({ signal }) => listRecordings(signal),
  staleTime: 0,
});

export const recordingQuery = (id: string) =>
  queryOptions({ queryKey: keys.recording(id), queryFn: ({ signal }) => getRecording(id, signal), staleTime: 0 });

export const castQuery = (id: string) =>
  queryOptions({ queryKey: keys.cast(id), queryFn: ({ signal }) => getCast(id, signal), staleTime: 0, gcTime: 60_000 });
