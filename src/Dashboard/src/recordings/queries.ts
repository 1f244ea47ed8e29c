import { queryOptions } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { getCast, getRecording, listRecordings } from '../api/recordings';

export const recordingsQuery = queryOptions({
  queryKey: keys.recordings,
  queryFn: ({ signal }) => listRecordings(signal),
});

export const recordingQuery = (id: string) =>
  queryOptions({ queryKey: keys.recording(id), queryFn: ({ signal }) => getRecording(id, signal) });

// One that runs grows: each visit reads it anew.
export const castQuery = (id: string) =>
  queryOptions({ queryKey: keys.cast(id), queryFn: ({ signal }) => getCast(id, signal), staleTime: 0, gcTime: 60_000 });
