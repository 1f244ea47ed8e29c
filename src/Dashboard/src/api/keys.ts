import type { AuditFilter } from './audit';

/** Names of everything cached. Events find what they change by these prefixes. */
export const keys = {
  config: ['config'] as const,
  me: ['me'] as const,
  sessions: ['sessions'] as const,
  sshKeys: (owner: string) => ['ssh-keys', owner] as const,
  tokens: ['tokens'] as const,
  users: ['users', 'list'] as const,
  user: (id: string) => ['users', 'one', id] as const,
  instances: (scope: 'all' | 'mine') => ['instances', 'list', scope] as const,
  instance: (id: string) => ['instances', 'one', id] as const,
  logs: (id: string, tail: number) => ['logs', id, tail] as const,
  images: ['images'] as const,
  nodes: ['nodes', 'list'] as const,
  node: (id: string) => ['nodes', 'one', id] as const,
  health: (id: string) => ['node-health', id] as const,
  onboardingKeys: ['onboarding-keys'] as const,
  operations: ['operations'] as const,
  terminals: (instanceId: string) => ['terminals', instanceId] as const,
  allTerminals: ['terminals', 'all'] as const,
  recordings: ['recordings', 'list'] as const,
  recording: (id: string) => ['recordings', 'one', id] as const,
  cast: (id: string) => ['recordings', 'cast', id] as const,
  trash: ['trash'] as const,
  files: (instanceId: string) => ['files', instanceId] as const,
  folder: (instanceId: string, path: string, sort: string, descending: boolean) =>
    ['files', instanceId, 'folder', path, sort, descending] as const,
  fileTrash: (instanceId: string) => ['files', instanceId, 'trash'] as const,
  shares: ['shares'] as const,
  audit: (filter: AuditFilter) => ['audit', filter] as const,
  explanation: (code: string) => ['explanation', code] as const,
};
