/** The connections of a server, so that it can close: those that nothing is asked on at once, the others when they have their answers. */

import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  begin(socket: Socket): void;
  end(socket: Socket): void;
  /**
   * From now on a connection ends with the last request on it; after `grace` milliseconds all do, those whose requests `hurry` gets answered
   * a moment later. The result is for when all are gone.
   */
  close(grace: number, hurry?: () => void): () => void;
}

/** Milliseconds in which an answer that is there leaves. */
const MOMENT = 100;

export function connectionsOf(server: HttpServer, isSecure: boolean): Connections {
  /** How many requests are under way on each. */
  const open = new Map<Socket, number>();
  /** Of TLS, before anything is said in it; elsewhere the same. */
  const raw = new Set<Socket>();
  let isClosing = false;
  server.on('connection', (socket: Socket) => {
    raw.add(socket);
    socket.once('close', () => raw.delete(socket));
  });
  const opened = (socket: Socket) => {
    if (isClosing) return void socket.destroy();
    open.set(socket, 0);
    socket.once('close', () => open.delete(socket));
  };
  server.on(isSecure ? 'secureConnection' : 'connection', opened);
  return {
    begin: (socket) => void open.set(socket, (open.get(socket) ?? 0) + 1),
    end(socket) {
      const left = Math.max(0, (open.get(socket) ?? 1) - 1);
      if (open.has(socket)) open.set(socket, left);
      if (isClosing && left === 0) socket.end();
    },
    close(grace, hurry) {
      isClosing = true;
      for (const [socket, count] of open) if (count === 0) socket.destroy();
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
