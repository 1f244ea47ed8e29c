// Made-up state for mock-server.mjs: what a busy installation, or a new one, looks like.
const now = Date.now();
export const ago = (minutes) => new Date(now - minutes * 60_000).toISOString();
const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

export const users = [
  ['ada', 'superadmin', 'active'],
  ['grace', 'admin', 'active'],
  ['linus', 'user', 'active'],
  ['barbara', 'user', 'active'],
  ['ken', 'user', 'disabled'],
  ['margaret', 'user', 'expired'],
].map(([username, role, status], index) => ({
  id: `user-${index + 1}`,
  username,
  email: `${username}@example.org`,
  role,
  status,
  expiresAt: index === 5 ? ago(4000) : index === 2 ? ago(-60 * 24 * 40) : null,
  createdAt: ago(60 * 24 * (90 - index * 9)),
  lastLoginAt: index === 4 ? null : ago(12 + index * 300),
  instanceQuota: 5,
  instanceCount: index < 4 ? 4 - index : 0,
}));

const health = (cpu, used, total) => ({
  cpuPercent: cpu,
  cpuCount: 16,
  memoryUsedBytes: used * GiB,
  memoryTotalBytes: total * GiB,
  diskUsedBytes: 312 * GiB,
  diskTotalBytes: 930 * GiB,
  load1: cpu / 9,
  load5: cpu / 10,
  load15: cpu / 12,
  uptimeSeconds: 1_234_567,
  at: ago(0.1),
});

export const nodes = [
  { name: 'harbor-1', local: true, status: 'online', cpu: 34, used: 21, total: 64 },
  { name: 'lab-rack-02', shared: true, status: 'online', cpu: 91, used: 119, total: 128 },
  { name: 'lab-rack-03', shared: true, status: 'online', draining: true, cpu: 4, used: 9, total: 128 },
  { name: 'attic', status: 'offline', cpu: null },
  { name: 'build-arm', status: 'online', cpu: 12, used: 4, total: 16, noDocker: true, arch: 'arm64' },
].map((node, index) => ({
  id: `node-${index + 1}`,
  name: node.name,
  hostname: `${node.name}.lan`,
  owner: { id: 'user-1', name: 'ada' },
  shared: node.shared ?? false,
  status: node.status,
  draining: node.draining ?? false,
  local: node.local ?? false,
  capabilities: node.noDocker ? ['machine'] : ['machine', 'docker'],
  agentVersion: '0.1.0',
  os: 'Debian 12',
  arch: node.arch ?? 'amd64',
  protocolVersion: 1,
  docker: node.noDocker
    ? {
        available: false,
        version: null,
        apiVersion: null,
        problem: {
          code: 'docker_not_installed',
          message: 'Docker is not installed on this machine, so it cannot run instances.',
          fix: 'apt-get install -y docker.io',
        },
      }
    : { available: node.status === 'online', version: '24.0.7', apiVersion: '1.43', problem: null },
  health: node.cpu === null ? null : health(node.cpu, node.used, node.total),
  capacity: { maxContainers: 40, memoryMb: 65_536, cpus: 16 },
  usage: {
    containers: [8, 38, 3, 2, 0][index],
    memoryMb: [16_384, 62_000, 6144, 4096, 0][index],
    cpus: [8, 15.5, 3, 2, 0][index],
  },
  portRange: { from: 20_000, to: 24_999 },
  publishAddress: node.local ? '127.0.0.1' : '0.0.0.0',
  publicAddress: node.local ? null : `${node.name}.lan`,
  connectedAt: ago(600 + index),
  lastSeenAt: node.status === 'online' ? ago(0.1) : ago(190),
  createdAt: ago(60 * 24 * (30 - index)),
}));

const names = [
  'web',
  'api',
  'notebook',
  'ci-runner',
  'scratch',
  'thesis',
  'crawler',
  'blog',
  'minecraft',
  'build-cache',
  'a-rather-long-instance-name-for-layout',
  'db-copy',
];
const states = [
  'running',
  'running',
  'running',
  'running',
  'stopped',
  'running',
  'offline',
  'running',
  'failed',
  'running',
  'running',
  'stopped',
];

export function instance(
  index,
  name = names[index % names.length] + (index >= names.length ? `-${Math.floor(index / names.length)}` : ''),
  status = states[index % states.length],
  owner = users[index % 4],
) {
  const node = status === 'offline' ? nodes[3] : nodes[index % 3];
  const host = 20_000 + index * 3;
  const address = node.local ? '127.0.0.1' : node.publicAddress;
  return {
    id: `inst-${(index + 1).toString().padStart(4, '0')}`,
    name,
    kind: 'container',
    owner: { id: owner.id, name: owner.username },
    status,
    desired: status === 'stopped' ? 'stopped' : 'running',
    node: { id: node.id, name: node.name, address, online: node.status === 'online' },
    image: { id: 'ubuntu', title: 'Ubuntu 24.04' },
    ports: [
      ['ssh', 22],
      ['http', 80],
      ['https', 443],
    ].map(([port, container], offset) => ({
      name: port,
      container,
      host: host + offset,
      address,
      reachable: node.status === 'online',
    })),
    sshCommand: status === 'creating' ? null : `ssh -p ${host} root@${address}`,
    limits: { memoryMb: 2048, cpus: 2, pids: 512 },
    restartPolicy: 'unless-stopped',
    error:
      status === 'failed'
        ? { code: 'image_missing', message: 'The image Ubuntu 24.04 is not on the node lab-rack-03.' }
        : null,
    operation: null,
    keys: { total: 2, synced: 2 },
    createdAt: ago(50 + index * 733),
    startedAt: status === 'running' ? ago(20 + index * 61) : null,
    stoppedAt: status === 'stopped' ? ago(300) : null,
    etag: `"${index}"`,
  };
}

export const images = [
  {
    id: 'ubuntu',
    title: 'Ubuntu 24.04',
    description: 'Shell, git, tmux, curl, sudo',
    reference: 'anchorage/ubuntu:24.04',
    default: true,
    available: true,
  },
  {
    id: 'debian',
    title: 'Debian 12',
    description: 'Small and steady',
    reference: 'anchorage/debian:12',
    default: false,
    available: true,
  },
  {
    id: 'python',
    title: 'Python 3.13',
    description: 'With uv and common tools',
    reference: 'anchorage/python:3.13',
    default: false,
    available: false,
  },
];

export const sshKeys = [
  {
    id: 'key-1',
    label: 'ada@laptop',
    type: 'ssh-ed25519',
    publicKey: 'ssh-ed25519 AAAA',
    fingerprint: 'SHA256:Qm9hcmQgb2YgdGhlIGFuY2hvciBpcyBoZXJlIQ',
    createdAt: ago(9000),
    synced: true,
  },
  {
    id: 'key-2',
    label: 'ada@desk',
    type: 'ssh-rsa',
    publicKey: 'ssh-rsa AAAA',
    fingerprint: 'SHA256:V2UgbGlmdCBpdCBhdCBkYXduIHdoZW4gdGlkZXM',
    createdAt: ago(100),
    synced: false,
  },
];

export const tokens = [
  {
    id: 'tok-1',
    label: 'anchorage on laptop',
    scopes: ['*'],
    createdAt: ago(9000),
    expiresAt: null,
    lastUsedAt: ago(3),
    prefix: 'anc_h3kq',
  },
  {
    id: 'tok-2',
    label: 'CI server',
    scopes: ['read:cloud_instance', 'create:instance'],
    createdAt: ago(8000),
    expiresAt: ago(-60 * 24 * 80),
    lastUsedAt: null,
    prefix: 'anc_9vxa',
  },
];

export const sessions = [
  {
    id: 's1',
    createdAt: ago(300),
    lastUsedAt: ago(0),
    expiresAt: ago(-9000),
    address: '127.0.0.1',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
    current: true,
  },
  {
    id: 's2',
    createdAt: ago(4000),
    lastUsedAt: ago(900),
    expiresAt: ago(-6000),
    address: '10.0.0.17',
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/605.1',
    current: false,
  },
];

const actions = [
  ['instance.create', 'instance', 'succeeded'],
  ['auth.login', 'user', 'succeeded'],
  ['auth.login', 'user', 'refused'],
  ['instance.delete', 'instance', 'succeeded'],
  ['node.drain', 'node', 'succeeded'],
  ['instance.create', 'instance', 'failed'],
  ['token.create', 'token', 'succeeded'],
  ['terminal.open', 'terminal', 'interrupted'],
];
export const audit = Array.from({ length: 137 }, (_, index) => {
  const [action, kind, outcome] = actions[index % actions.length];
  const user = users[index % 4];
  return {
    id: `aud-${1000 - index}`,
    at: ago(index * 17 + 1),
    level: outcome === 'succeeded' ? 'info' : 'warn',
    action,
    actor: { kind: user.role === 'user' ? 'user' : 'admin', id: user.id, name: user.username },
    origin: `10.0.0.${index % 50}`,
    object: { kind, id: `${kind}-${index}`, name: names[index % names.length] },
    outcome,
    errorCode: outcome === 'refused' ? 'invalid_credentials' : outcome === 'failed' ? 'no_capacity' : null,
    details: { attempt: index % 3, image: 'ubuntu' },
    durationMs: 3 + index,
  };
});

export const healthPoints = Array.from({ length: 120 }, (_, index) => ({
  at: ago(60 - index / 2),
  cpuPercent: 30 + 22 * Math.sin(index / 9) + 9 * Math.sin(index / 2.3),
  memoryUsedBytes: (21 + 2 * Math.sin(index / 20)) * GiB,
  diskUsedBytes: 312 * GiB + index * 40 * MiB,
  load1: 3 + 2 * Math.sin(index / 9),
}));

const kinds = ['create', 'start', 'stop', 'restart', 'rebuild'];
export const operations = Array.from({ length: 23 }, (_, index) => {
  const state = index === 4 ? 'failed' : index === 9 ? 'interrupted' : 'succeeded';
  return {
    id: `op-${index}`,
    kind: `instance.${kinds[index % kinds.length]}`,
    state,
    progressPercent: state === 'succeeded' ? 100 : 40,
    step: null,
    message: null,
    target: {
      kind: 'instance',
      id: `inst-${(index + 1).toString().padStart(4, '0')}`,
      name: names[index % names.length],
    },
    requestedBy: { id: 'user-1', name: 'ada' },
    error:
      state === 'succeeded'
        ? null
        : {
            code: 'node_offline',
            message: 'The node attic went away. Start it again when the machine is back.',
          },
    createdAt: ago(9 + index * 47),
    updatedAt: ago(8 + index * 47),
    finishedAt: ago(9 + index * 47 - 0.05),
  };
});

const titles = [
  '',
  'htop',
  'vim src/index.ts',
  'npm run dev',
  'a long running migration of the customers database, step 3 of 12',
  'top',
];

export const terminals = Array.from({ length: 108 }, (_, index) => ({
  id: `wall-${index + 1}`,
  instanceId: `inst-${((index % 12) + 2).toString().padStart(4, '0')}`,
  name: index % 4 === 0 ? `deploy ${index}` : '',
  title: titles[index % titles.length],
  workingDirectory: index % 3 === 0 ? '/srv/www/projects/a/very/deep/folder/of/a/web/site' : '/root',
  columns: 120,
  rows: 32,
  state: index % 13 === 12 ? 'exited' : 'open',
  exitCode: index % 13 === 12 ? 137 : null,
  viewers: index % 5 === 0 ? [{ id: `v${index}`, userId: 'user-2', name: 'grace', role: 'type', since: ago(4) }] : [],
  createdAt: ago(20 + index * 17),
  lastActivityAt: ago(index),
  recording: index % 9 === 3 ? `rec-${index}` : null,
}));

const endings = ['stopped', 'exited', 'size_limit', 'host_lost', 'stopped'];

export const recordings = Array.from({ length: 64 }, (_, index) => ({
  id: `rec-${index + 1}`,
  terminalId: `wall-${(index % 40) + 1}`,
  instanceId: `inst-${((index % 12) + 1).toString().padStart(4, '0')}`,
  state: index < 2 ? 'running' : index % 11 === 5 ? 'failed' : 'ended',
  reason: index < 2 ? null : index % 11 === 5 ? 'disk_full' : endings[index % endings.length],
  title: titles[index % titles.length],
  startedAt: ago(30 + index * 311),
  endedAt: index < 2 ? null : ago(12 + index * 311),
  bytes: 1_234 * (index + 1) ** 3,
  seconds: 17 + index * 97,
  columns: 120,
  rows: 32,
  startedBy: { id: 'user-2', name: 'grace' },
}));

export const trash = Array.from({ length: 23 }, (_, index) => ({
  ...instance(index + 200, undefined, 'trashed'),
  trashedAt: ago(20 + index * 55),
  purgeAt: ago(20 + index * 55 - 24 * 60),
}));

const who = (index) => ({ id: users[index % users.length].id, name: users[index % users.length].username });

export const onboardingKeys = ['rack 10', 'rack 2', 'attic'].map((label, index) => ({
  id: `key-${index}`,
  label,
  prefix: 'anok_7Jm2',
  createdAt: ago(600 * (index + 1)),
  expiresAt: index === 1 ? null : ago(-600 * index),
  maxUses: index === 0 ? 5 : null,
  uses: index * 2,
  revokedAt: index === 2 ? ago(5) : null,
  createdBy: who(index),
}));

export const mcpCalls = ['waiting', 'done', 'denied', 'failed'].map((state, index) => ({
  id: `call-${index}`,
  instance: { id: `inst-${index}`, name: ['web', 'db', 'blog', 'web'][index] },
  tool: ['write_file', 'run_command', 'delete_file', 'git_push'][index],
  destructive: index === 2,
  user: who(0),
  client: 'Editor',
  state,
  askedAt: ago(index * 40 + 1),
  expiresAt: ago(-10),
  decidedBy: index === 0 ? null : who(0),
  endedAt: index === 0 ? null : ago(index * 40),
  errorCode: state === 'failed' ? 'git_rejected' : null,
  argumentsJson: index === 0 ? '{"path":"/root/app/main.py","text":"print(1)"}' : null,
}));

export const mcpConnections = {
  connections: ['Editor', 'Assistant'].map((client, index) => ({
    connectionId: `conn-${index}`,
    client,
    version: `1.${index}`,
    protocol: '2025-06-18',
    tokenId: index === 0 ? tokens[0].id : 'gone',
    connectedAt: Date.parse(ago(90)),
    lastActivity: Date.parse(ago(index * 7)),
    calls: 12 - index * 9,
  })),
  instances: ['web', 'db'].map((name, index) => ({
    id: `inst-${index}`,
    name,
    ownerId: who(0).id,
    ownerName: who(0).name,
    status: 'running',
    mcpApproval: index === 0 ? 'writes' : 'off',
  })),
};

export const shares = Array.from({ length: 9 }, (_, index) => ({
  id: `share-${index}`,
  sharerId: who(0).id,
  sharerName: who(0).name,
  shareeId: who(index + 1).id,
  shareeName: who(index + 1).name,
  instanceId: index === 3 ? null : `inst-${index}`,
  instanceName: index === 3 ? null : `web${index + 5}`,
  permissions: index % 2 ? null : ['read:cloud_instance'],
  description: index % 3 ? '' : 'while the release is tested',
  createdTimestamp: Date.parse(ago(500)),
  expiresTimestamp: index % 2 ? null : Date.parse(ago(-900 + index * 200)),
  isEnabled: index !== 5,
  etag: '"1"',
  groupId: null,
}));

export const groups = ['on call', 'students', 'group 10', 'group 2'].map((name, index) => ({
  id: `group-${index}`,
  name,
  description: index === 0 ? 'who answers at night' : '',
  members: Array.from({ length: index + 1 }, (_, member) => who(member)),
  createdAt: ago(index * 900),
  etag: '"1"',
}));
