import net from 'node:net';

/** Bytes to a port and what comes back until the other side closes, or until a while has passed. */
export function talk(port: number, write: (socket: net.Socket) => void, milliseconds = 5_000): Promise<{ readonly text: string; readonly isClosed: boolean; readonly took: number }> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(port, '127.0.0.1');
    const end = (isClosed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text: Buffer.concat(chunks).toString(), isClosed, took: performance.now() - begin });
    };
    const timer = setTimeout(() => end(false), milliseconds);
    socket.on('data', (chunk) => void chunks.push(chunk));
    socket.on('error', () => end(true));
    socket.on('close', () => end(true));
    socket.on('connect', () => write(socket));
  });
}
