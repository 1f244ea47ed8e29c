import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Envelope, Hub } from './EventConnection';

/** The hub over a WebSocket and nothing else: no negotiation request, no long polling to fall back to. */
export function connectHub(): Hub {
  const connection = new HubConnectionBuilder()
    .withUrl('/hubs/cloud', { skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .configureLogging(LogLevel.None)
    .withServerTimeout(40_000)
    .build();
  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    resume: (lastNumber) => connection.invoke('Resume', lastNumber),
    onEvent: (listener) => connection.on('event', (envelope: Envelope) => listener(envelope)),
    onClose: (listener) => connection.onclose(() => listener()),
  };
}
