// Speaks docs/api/rest.md with made-up data, for work on the dashboard without a server. Serves the built dashboard
// too.
// node dev/mock-server.mjs [--port 7070] [--scenario many|few|none|error|huge|setup|user]
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import * as data from './mock-data.mjs';

const argument = (name, otherwise) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : process.argv[index + 1];
};
const port = Number(argument('port', 7070));
const scenario = argument('scenario', 'many');
const root = fileURLToPath(new URL('../../Api/wwwroot/', import.meta.url));

const empty = scenario === 'none';
const count = { huge: 1000, many: 72, few: 3, error: 3 }[scenario] ?? 4;
const me = { ...data.users[scenario === 'user' || empty ? 2 : 0], instanceQuota: 5 };
let signedIn = !process.argv.includes('--signed-out');
const state = {
  instances: empty ? [] : Array.from({ length: count }, (_, index) => data.instance(index)),
  nodes: empty ? [] : data.nodes.map((node) => ({ ...node })),
  operations: empty ? [] : [...data.operations],
  sshKeys: empty ? [] : [...data.sshKeys],
  tokens: empty ? [] : [...data.tokens],
  terminals: empty || scenario === 'few' ? [] : data.terminals,
  recordings: empty ? [] : [...data.recordings],
  trash: empty ? [] : data.trash,
  audit: empty ? [] : [...data.audit],
};
if (scenario === 'user') state.instances = state.instances.filter((one) => one.owner.id === me.id);

// Events
const hubs = new Set();
let number = 0;
const emit = (name, payload) => {
  const envelope = { number: ++number, name, at: new Date().toISOString(), payload };
  for (const hub of hubs) hub.send(`${JSON.stringify({ type: 1, target: 'event', arguments: [envelope] })}\x1e`);
};
setInterval(() => {
  const envelope = { number, name: 'heartbeat', at: new Date().toISOString(), payload: { latest: number } };
  for (const hub of hubs) hub.send(`${JSON.stringify({ type: 1, target: 'event', arguments: [envelope] })}\x1e`);
}, 15_000).unref();

const steps = [
  'Choosing a machine',
  'Reserving ports',
  'Making the home volume',
  'Creating the container',
  'Installing SSH keys',
  'Waiting for SSH',
];
function operate(kind, instance, after) {
  const at = new Date().toISOString();
  const operation = {
    id: `op-${Date.now()}-${number}`,
    kind,
    state: 'pending',
    progressPercent: 0,
    step: null,
    message: null,
    target: { kind: 'instance', id: instance.id, name: instance.name },
    requestedBy: { id: me.id, name: me.username },
    error: null,
    createdAt: at,
    updatedAt: at,
    finishedAt: null,
  };
  state.operations.unshift(operation);
  instance.operation = { ...operation };
  let step = 0;
  const advance = setInterval(
    () => {
      if (step < steps.length)
        Object.assign(operation, {
          state: 'running',
          message: steps[step],
          step: `step-${step}`,
          progressPercent: Math.round((++step / (steps.length + 1)) * 100),
        });
      else {
        clearInterval(advance);
        Object.assign(operation, {
          state: 'succeeded',
          progressPercent: 100,
          finishedAt: new Date().toISOString(),
        });
        instance.operation = null;
        after(instance);
      }
      emit('operation.updated', { ...operation });
    },
    Number(argument('step', 700)),
  );
  return { ...operation };
}
const changed = (instance) => emit('instance.updated', { ...instance });

// Requests
const problem = (status, code, title, detail, more = {}) => ({
  status,
  body: { type: `/api/errors/${code}`, title, status, detail, code, traceId: '0af7651916cd43dd', ...more },
});
const missing = () => problem(404, 'not_found', 'Not found', 'There is no such thing, or it is not yours.');
const list = (items) => ({ body: { items, nextCursor: null } });
const own = (id) => state.instances.find((one) => one.id === id || one.name === id);

function create(body) {
  if (state.instances.some(({ name }) => name === body.name))
    return problem(
      409,
      'instance_name_taken',
      'Name taken',
      `You have an instance named ${body.name} already. Choose another name.`,
    );
  const instance = data.instance(900 + state.instances.length, body.name ?? 'calm-harbor', 'creating', me);
  if (body.sshPublicKey)
    state.sshKeys.push({ ...data.sshKeys[0], id: `key-${Date.now()}`, label: 'new', publicKey: body.sshPublicKey });
  state.instances.unshift(instance);
  const operation = operate('instance.create', instance, () => {
    Object.assign(instance, {
      status: 'running',
      sshCommand: `ssh -p ${instance.ports[0].host} root@127.0.0.1`,
      startedAt: new Date().toISOString(),
    });
    changed(instance);
  });
  changed(instance);
  return { status: 202, body: { instance, operation } };
}

function power(instance, action, body) {
  if (action === 'logs')
    return {
      body: {
        lines: Array.from({ length: 60 }, (_, index) => ({
          at: data.ago(60 - index),
          stream: index % 9 === 5 ? 'stderr' : 'stdout',
          text:
            index % 9 === 5
              ? 'Connection closed by authenticating user root 10.0.0.9 port 51234 [preauth]'
              : `Server listening on 0.0.0.0 port 22, request ${index}`,
        })),
        truncated: true,
      },
    };
  const to = { start: 'running', stop: 'stopped', restart: 'running', rebuild: 'running' }[action];
  const operation = operate(`instance.${action}`, instance, () => {
    Object.assign(instance, {
      status: to,
      error: null,
      image: data.images.find(({ id }) => id === body?.imageId) ?? instance.image,
    });
    changed(instance);
  });
  return { status: 202, body: { instance, operation } };
}

function instances(method, id, action, body, query) {
  if (!id)
    return method === 'POST'
      ? create(body)
      : list(
          query.get('trash')
            ? state.trash
            : query.get('all')
              ? state.instances
              : state.instances.filter((one) => one.owner.id === me.id),
        );
  const instance = own(id);
  if (!instance)
    return problem(404, 'instance_not_found', 'Instance not found', `There is no instance ${id}, or it is not yours.`);
  if (action) return power(instance, action, body);
  if (method === 'PATCH') {
    Object.assign(instance, body);
    changed(instance);
  }
  if (method !== 'DELETE') return { body: instance };
  const operation = operate('instance.delete', instance, () => {
    state.instances = state.instances.filter((one) => one !== instance);
    emit('instance.deleted', { id: instance.id });
  });
  instance.status = 'deleting';
  changed(instance);
  return { status: 202, body: { operation } };
}

function nodes(method, id, action, body) {
  if (id === 'onboarding-keys' && method === 'GET') return list(empty ? [] : data.onboardingKeys);
  if (id === 'onboarding-keys') {
    setTimeout(() => {
      const node = {
        ...data.nodes[1],
        id: 'node-new',
        name: 'fresh-box',
        usage: { containers: 0, memoryMb: 0, cpus: 0 },
      };
      state.nodes.push(node);
      emit('node.updated', node);
    }, 4000).unref();
    return {
      status: 201,
      body: {
        key: 'anok_x',
        onboardingKey: { id: 'ok-1', label: body?.label },
        command: `curl -fsSL http://127.0.0.1:${port}/download/install.sh | sh -s -- --server http://127.0.0.1:${port} --key anok_7Jm2xq0vJd83kfhWkq2mvT1c`,
      },
    };
  }
  if (!id) return list(state.nodes);
  const node = state.nodes.find((one) => one.id === id);
  if (!node) return missing();
  // The last of them was added a moment ago.
  if (action === 'health')
    return { body: { items: node === state.nodes.at(-1) ? data.healthPoints.slice(-1) : data.healthPoints } };
  if (method === 'DELETE') {
    state.nodes = state.nodes.filter((one) => one !== node);
    emit('node.deleted', { id });
    return { status: 204 };
  }
  if (method === 'PATCH') {
    Object.assign(node, body, { capacity: { ...node.capacity, ...body } });
    emit('node.updated', node);
  }
  return { body: node };
}

function auth(method, action, body) {
  switch (action) {
    case 'config':
      return {
        body: {
          setupRequired: scenario === 'setup',
          signUpEnabled: true,
          version: '0.1.0',
          engine: 'single-process',
          serverTime: new Date().toISOString(),
        },
      };
    case 'me':
      return {
        body: {
          user: me,
          credential: { id: 'c', kind: 'session', scopes: ['*'], expiresAt: null },
          permissions: [
            'create:instance',
            'read:cloud_instance',
            'command:cloud_instance',
            'ssh:cloud_instance',
            'forward:cloud_instance',
            'manage:cloud_anchoring',
          ],
        },
      };
    case 'sessions':
      return method === 'DELETE' ? { status: 204 } : list(data.sessions);
    case 'logout':
      signedIn = false;
      return { status: 204 };
    case 'password':
      return body.oldPassword === 'wrong'
        ? problem(400, 'invalid_request', 'Not accepted', 'The present password is wrong.')
        : { status: 204 };
    default:
      if (body?.password === 'wrong')
        return problem(401, 'invalid_credentials', 'Not signed in', 'User name or password is wrong.');
      if (body?.password === 'throttle')
        return {
          ...problem(429, 'too_many_attempts', 'Too many attempts', 'Too many attempts for this account.'),
          headers: { 'Retry-After': '75' },
        };
      signedIn = true;
      return { status: 201, body: { user: me } };
  }
}

function users(method, id, action, key, body) {
  if (action === 'ssh-keys') {
    if (method === 'POST') {
      const added = { ...data.sshKeys[0], ...body, id: `key-${Date.now()}` };
      state.sshKeys.push(added);
      return { status: 201, body: added };
    }
    if (method === 'DELETE') state.sshKeys = state.sshKeys.filter((one) => one.id !== key);
    return method === 'DELETE' ? { status: 204 } : list(state.sshKeys);
  }
  if (action === 'password') return { body: { password: 'calm-tide-lantern-42' } };
  if (!id)
    return method === 'POST'
      ? {
          status: 201,
          body: {
            user: { ...data.users[2], ...body, id: `user-${Date.now()}` },
            password: 'slow-heron-pebble-77',
          },
        }
      : list(data.users);
  const user = data.users.find((one) => one.id === id);
  if (!user) return missing();
  if (method === 'DELETE') return { status: 204 };
  if (method === 'PATCH') Object.assign(user, body);
  return { body: user, headers: { ETag: '"7"' } };
}

function terminals(method, id, action, body, query) {
  if (action === 'ticket') {
    if (!state.terminals.some((one) => one.id === id))
      return problem(404, 'terminal_not_found', 'Terminal not found', 'This terminal is gone. Open a new one.');
    return { body: { ticket: id, expiresAt: data.ago(-1), url: `/ws/terminal?ticket=${id}` } };
  }
  if (method === 'POST') {
    const terminal = {
      id: `term-${state.terminals.length + 1}`,
      instanceId: body.instanceId,
      name: '',
      title: '',
      workingDirectory: '/root',
      columns: body.columns,
      rows: body.rows,
      state: 'open',
      exitCode: null,
      viewers: [],
      createdAt: new Date().toISOString(),
      lastActivityAt: new Date().toISOString(),
    };
    state.terminals.push(terminal);
    return { status: 201, body: { terminal } };
  }
  if (method === 'PATCH') {
    const terminal = state.terminals.find((one) => one.id === id);
    Object.assign(terminal, body);
    emit('terminal.updated', terminal);
    return { body: terminal };
  }
  if (method === 'DELETE') state.terminals = state.terminals.filter((one) => one.id !== id);
  return method === 'DELETE'
    ? { status: 204 }
    : list(state.terminals.filter((one) => !query.get('instanceId') || one.instanceId === query.get('instanceId')));
}

function audit(query) {
  const found = state.audit.filter(
    (event) =>
      (!query.get('outcome') || event.outcome === query.get('outcome')) &&
      (!query.get('q') || JSON.stringify(event).includes(query.get('q'))) &&
      (!query.get('action') || event.action === query.get('action')),
  );
  const from = Number(query.get('cursor') ?? 0);
  return {
    body: { items: found.slice(from, from + 50), nextCursor: from + 50 < found.length ? String(from + 50) : null },
  };
}

function route(method, [, area, id, action, key], body, query) {
  if (area === 'auth')
    return id === 'config' || id === 'login' || id === 'signup' || id === 'setup' || signedIn
      ? auth(method, id, body)
      : problem(401, 'not_authenticated', 'Not signed in', 'Sign in first.');
  if (area === 'errors')
    return {
      body: {
        code: id,
        status: 409,
        severity: 'warn',
        message: 'It could not be done',
        cause: 'What was asked for did not fit.',
        fix: 'Try it with something else.',
      },
    };
  if (!signedIn) return problem(401, 'not_authenticated', 'Not signed in', 'Sign in first.');
  if (scenario === 'error')
    return problem(
      503,
      'database_unavailable',
      'Database not available',
      'The database is locked by another program. Stop it, or wait, and try again.',
    );
  switch (area) {
    case 'instances':
      return instances(method, id, action, body, query);
    case 'images':
      return list(data.images);
    case 'nodes':
      return nodes(method, id, action, body);
    case 'users':
      return users(method, id, action, key, body);
    case 'tokens':
      return method === 'POST'
        ? {
            status: 201,
            body: {
              token: 'anc_8fJw0q2LmZx7Rr1VbT5yKd93',
              apiToken: { ...data.tokens[0], ...body, id: 'tok-9' },
            },
          }
        : method === 'DELETE'
          ? { status: 204 }
          : list(state.tokens);
    case 'operations':
      return list(state.operations);
    case 'terminals':
      return terminals(method, id, action, body, query);
    case 'recordings':
      if (method === 'DELETE') state.recordings = state.recordings.filter((one) => one.id !== id);
      return method === 'DELETE' ? { status: 204 } : list(state.recordings);
    case 'audit':
      return audit(query);
    case 'mcp':
      return list(empty ? [] : data.mcpCalls);
    case 'cloud':
      return id === 'mcp-connections'
        ? { body: empty ? { connections: [], instances: [] } : data.mcpConnections }
        : id === 'shares'
          ? { body: { shares: empty ? [] : data.shares } }
          : missing();
    case 'groups':
      return list(empty ? [] : data.groups);
    default:
      return missing();
  }
}

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

async function file(path) {
  try {
    return [await readFile(join(root, normalize(path))), types[extname(path)] ?? 'application/octet-stream'];
  } catch {
    return [await readFile(join(root, 'index.html')), 'text/html'];
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (!url.pathname.startsWith('/api/')) {
    const [content, type] = await file(url.pathname);
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
    return response.end(content);
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
  await new Promise((done) => setTimeout(done, Number(argument('delay', 60))));
  const answer = route(request.method, url.pathname.split('/').slice(1), body, url.searchParams);
  const status = answer.status ?? 200;
  response.writeHead(status, {
    'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json',
    ...answer.headers,
  });
  response.end(status === 204 ? undefined : JSON.stringify(answer.body));
});

// Sockets
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  const url = new URL(request.url, 'http://localhost');
  sockets.handleUpgrade(request, socket, head, (client) =>
    url.pathname === '/hubs/cloud' ? hub(client) : shell(client, url.searchParams),
  );
});

function hub(client) {
  client.on('close', () => hubs.delete(client));
  client.on('message', (raw) => {
    for (const text of raw.toString().split('\x1e').filter(Boolean)) {
      const message = JSON.parse(text);
      if (message.protocol) client.send('{}\x1e');
      else if (message.type === 6) client.send('{"type":6}\x1e');
      else if (message.type === 1) {
        client.send(`${JSON.stringify({ type: 3, invocationId: message.invocationId, result: null })}\x1e`);
        hubs.add(client);
      }
    }
  });
}

// A toy shell: echoes, knows "exit", "drop" (cuts the connection) and "flood". Its output and input are numbered like
// the real one's.
const shells = new Map();
function shell(client, query) {
  const id = query.get('ticket');
  if (!shells.has(id)) shells.set(id, { output: Buffer.alloc(0), input: 0, line: '' });
  const it = shells.get(id);
  const print = (text) => {
    it.output = Buffer.concat([it.output, Buffer.from(text)]);
    client.send(Buffer.from(text));
  };
  const offset = Number(query.get('resume') ?? 0);
  client.send(
    JSON.stringify({
      type: 'attached',
      terminalId: id,
      offset,
      columns: 120,
      rows: 32,
      role: 'type',
      inputOffset: it.input,
    }),
  );
  if (it.output.length > offset) client.send(it.output.subarray(offset));
  const prompt = '\x1b[1;32mroot@web\x1b[0m:\x1b[1;34m~\x1b[0m# ';
  if (it.output.length === 0) print(`Welcome to Ubuntu 24.04\r\n\r\n${prompt}`);

  const run = (line) => {
    if (line === 'exit') {
      client.send(JSON.stringify({ type: 'exit', code: 0 }));
      return;
    }
    if (line === 'drop') return client.terminate();
    if (line === 'flood') for (let index = 0; index < 2000; index++) print(`line ${index} ${'x'.repeat(60)}\r\n`);
    else if (line === 'ls')
      print('\x1b[1;34mprojects\x1b[0m  \x1b[1;34mnotes\x1b[0m  \x1b[1;32mdeploy.sh\x1b[0m  README.md\r\n');
    else if (line) print(`${line.startsWith('echo ') ? line.slice(5) : `bash: ${line}: command not found`}\r\n`);
    print(prompt);
  };
  client.on('message', (raw, binary) => {
    if (!binary) {
      const frame = JSON.parse(raw);
      if (frame.type === 'ping') client.send('{"type":"pong"}');
      if (frame.type === 'input') client.send(JSON.stringify({ type: 'ack', input: it.input }));
      return;
    }
    const from = Number(raw.readBigUInt64BE(0));
    const fresh = raw.subarray(8 + Math.max(0, it.input - from));
    it.input += fresh.length;
    client.send(JSON.stringify({ type: 'ack', input: it.input }));
    for (const character of fresh.toString()) {
      if (character === '\r') {
        const line = it.line;
        it.line = '';
        print('\r\n');
        run(line);
      } else if (character === '\x7f') {
        if (it.line) print('\b \b');
        it.line = it.line.slice(0, -1);
      } else {
        it.line += character;
        print(character);
      }
    }
  });
}

server.listen(port, '127.0.0.1', () => console.log(`mock server, ${scenario}: http://127.0.0.1:${port}`));
