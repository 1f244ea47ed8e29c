import { del, get, getAll, patch, post, send } from './http';
import type { Operation } from './operations';

export type Role = 'superadmin' | 'admin' | 'user';

export interface User {
  id: string;
  username: string;
  email: string;
  role: Role;
  status: 'active' | 'disabled' | 'expired';
  expiresAt: string | null;
  createdAt: string;
  lastLoginAt: string | null;
  instanceQuota: number;
  instanceCount: number;
}

export interface ServerConfig {
  setupRequired: boolean;
  signUpEnabled: boolean;
  version: string;
  engine: string;
  serverTime: string;
}

export interface Me {
  user: User;
  credential: { id: string; kind: 'session' | 'token'; scopes: string[]; expiresAt: string | null };
  permissions: string[];
}

export interface Session {
  id: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  address: string | null;
  userAgent: string | null;
  current: boolean;
}

export interface SshKey {
  id: string;
  label: string;
  type: string;
  publicKey: string;
  fingerprint: string;
  createdAt: string;
  synced: boolean;
}

export interface ApiToken {
  id: string;
  label: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  prefix: string;
}

export interface UserChange {
  email?: string;
  role?: Role;
  status?: 'active' | 'disabled';
  expiresAt?: string | null;
  instanceQuota?: number;
}

export interface NewUser {
  username: string;
  email: string;
  role?: Role;
  expiresAt?: string | null;
}

export const getConfig = (signal?: AbortSignal) => get<ServerConfig>('/api/auth/config', {}, signal);
export const getMe = (signal?: AbortSignal) => get<Me>('/api/auth/me', {}, signal);
export const setup = (body: { token: string; username: string; email: string; password: string }) =>
  post<{ user: User }>('/api/auth/setup', body);
export const signUp = (body: { username: string; email: string; password: string }) =>
  post<{ user: User }>('/api/auth/signup', body);
export const signIn = (body: { username: string; password: string }) =>
  post<{ user: User }>('/api/auth/login', body, { repeatable: true });
export const signOut = () => post<undefined>('/api/auth/logout');
export const changePassword = (body: { oldPassword: string; newPassword: string }) =>
  post<undefined>('/api/auth/password', body);

export const listSessions = async (signal?: AbortSignal) =>
  (await get<{ items: Session[] }>('/api/auth/sessions', {}, signal)).items;
export const endSession = (id: string) => del(`/api/auth/sessions/${encodeURIComponent(id)}`);

export const listUsers = (signal?: AbortSignal) => getAll<User>('/api/users', {}, signal);
export const createUser = (body: NewUser) => post<{ user: User; password: string }>('/api/users', body);
export const deleteUser = (id: string) =>
  del<{ operation: Operation } | undefined>(`/api/users/${encodeURIComponent(id)}`);
export const resetPassword = (id: string) =>
  post<{ password: string }>(`/api/users/${encodeURIComponent(id)}/password`, {});

/** A user with the ETag that a change must carry. */
export interface UserWithTag {
  user: User;
  etag: string | null;
}

export async function getUser(id: string, signal?: AbortSignal): Promise<UserWithTag> {
  const answer = await send<User | { user: User }>('GET', `/api/users/${encodeURIComponent(id)}`, { signal });
  return { user: 'user' in answer.data ? answer.data.user : answer.data, etag: answer.etag };
}

export const changeUser = (id: string, change: UserChange, etag: string | null) =>
  patch<unknown>(`/api/users/${encodeURIComponent(id)}`, change, etag);

/** `owner` is a user id, or `me`. */
export const listSshKeys = async (owner: string, signal?: AbortSignal) =>
  (await get<{ items: SshKey[] }>(`/api/users/${encodeURIComponent(owner)}/ssh-keys`, {}, signal)).items;
export const addSshKey = (owner: string, body: { label: string; publicKey: string }) =>
  post<SshKey>(`/api/users/${encodeURIComponent(owner)}/ssh-keys`, body);
export const removeSshKey = (owner: string, id: string) =>
  del(`/api/users/${encodeURIComponent(owner)}/ssh-keys/${encodeURIComponent(id)}`);

export const listTokens = async (signal?: AbortSignal) =>
  (await get<{ items: ApiToken[] }>('/api/tokens', {}, signal)).items;
export const createToken = (body: { label: string; scopes: string[]; expiresAt: string | null }) =>
  post<{ token: string; apiToken: ApiToken }>('/api/tokens', body);
export const revokeToken = (id: string) => del(`/api/tokens/${encodeURIComponent(id)}`);
