import type { SocketFactory } from './protocol';

/** The browser's WebSocket to this server. */
export const browserSocket: SocketFactory = (path, events) => {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
    typeof data === 'string' ? events.text(data) : events.binary(new Uint8Array(data));
  socket.onclose = () => events.closed();
  return {
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data as string | Uint8Array<ArrayBuffer>);
    },
    close: () => socket.close(),
  };
};
