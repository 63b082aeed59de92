/** The connections of a server, so that it can close: those that nothing is asked on at once, the others when they have their answers. */

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /**
   * From now on a connection ends with the last request on it; after `grace` milliseconds all do, those whose requests `hurry` gets answered
   * a moment later. The result is for when all are gone.
   */
  close(grace: number, hurry?: () => void): () => void;
}

/** Milliseconds in which an answer that is there leaves. */
const MOMENT = 100;

export function connectionsOf(server: HttpServer, isSecure: boolean): Connections {
  /** The last response under way on each: those before it have left when it does (RFC 9112 9.3.2), so that nobody need count them. */
  const open = new Map<Socket, ServerResponse | undefined>();
  /** Of TLS, before anything is said in it; elsewhere the same. */
  const raw = new Set<Socket>();
  let isClosing = false;
  server.on('connection', (socket: Socket) => {
    raw.add(socket);
    socket.once('close', () => raw.delete(socket));
  });
  const opened = (socket: Socket) => {
    if (isClosing) return void socket.destroy();
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
  };
  server.on(isSecure ? 'secureConnection' : 'connection', opened);
  const endAfter = (socket: Socket, response: ServerResponse) => void response.once('close', () => open.get(socket) === response && socket.end());
  /** What has left is garbage before it grows old, and costs the collector nothing. */
  function forget(this: ServerResponse): void {
    const { socket } = this.req;
    if (!isClosing && open.get(socket) === this) open.set(socket, undefined);
  }
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (!open.has(socket)) return;
    open.set(socket, response);
    response.on('close', forget);
    if (isClosing) endAfter(socket, response);
  });
  return {
    close(grace, hurry) {
      isClosing = true;
      for (const [socket, response] of open) {
        if (response === undefined || response.writableFinished) socket.destroy();
        else endAfter(socket, response);
      }
      const destroy = () => {
        for (const socket of raw) socket.destroy();
      };
      let timer = setTimeout(() => {
        if (hurry === undefined) return destroy();
        hurry();
        timer = setTimeout(destroy, MOMENT);
      }, grace);
      return () => clearTimeout(timer);
    },
  };
}
