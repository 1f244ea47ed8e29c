import { get, post } from './http';

/** A share of one or all instances (the shape of `/api/cloud/shares`). */
export interface Share {
  id: string;
  sharerId: string;
  sharerName: string;
  shareeId: string;
  shareeName: string;
  /** Null: all instances of the sharer, those of later included. */
  instanceId: string | null;
  instanceName: string | null;
  /** Null: all that the owner may. */
  permissions: string[] | null;
  description: string;
  createdTimestamp: number;
  expiresTimestamp: number | null;
  isEnabled: boolean;
  etag: string;
  /** The group with which it is shared; null for one person. */
  groupId: string | null;
}

export interface ShareWish {
  id?: string;
  shareeId?: string;
  /** Id or name of a group, in place of `shareeId`. */
  groupId?: string;
  instanceId?: string | null;
  permissions: string[] | null;
  description: string;
  expiresTimestamp: number | null;
  isEnabled: boolean;
  etag?: string;
}

const path = '/api/cloud/shares';

export const listShares = async (signal?: AbortSignal) =>
  (await get<{ shares: Share[] }>(`${path}/list`, {}, signal)).shares;
export const saveShare = async (wish: ShareWish, idempotencyKey?: string) =>
  (await post<{ share: Share }>(`${path}/save`, wish, idempotencyKey ? { idempotencyKey } : {})).share;
export const deleteShare = (id: string) => post<unknown>(`${path}/delete`, { id });
