/** Scopes of a new token for a program: all that a program may have. */
export const fullScopes = [
  'use:mcp',
  'read:cloud_instance',
  'logs:cloud_instance',
  'read:cloud_files',
  'write:cloud_files',
  'read:cloud_git',
  'command:cloud_instance',
  'exec:cloud_instance',
  'control:cloud_instance',
];

/** Those with which nothing is changed. */
export const readScopes = [
  'use:mcp',
  'read:cloud_instance',
  'logs:cloud_instance',
  'read:cloud_files',
  'read:cloud_git',
];

export interface Snippet {
  name: string;
  where: string;
  text: (url: string, token: string) => string;
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
const header = (token: string) => ({ Authorization: `Bearer ${token}` });

/** How common tools are told of a server. */
export const snippets: Snippet[] = [
  {
    name: 'Claude Code',
    where: 'Run in a shell',
    text: (url, token) => `claude mcp add --transport http anchorage ${url} --header "Authorization: Bearer ${token}"`,
  },
  {
    name: 'Cursor',
    where: 'Put into ~/.cursor/mcp.json',
    text: (url, token) => json({ mcpServers: { anchorage: { url, headers: header(token) } } }),
  },
  {
    name: 'VS Code',
    where: 'Put into .vscode/mcp.json',
    text: (url, token) => json({ servers: { anchorage: { type: 'http', url, headers: header(token) } } }),
  },
  {
    name: 'Other',
    where: 'Streamable HTTP; the token comes in a header, never in the address',
    text: (url, token) => `${url}\nAuthorization: Bearer ${token}`,
  },
];
