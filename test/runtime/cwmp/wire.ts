import net from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** As it was written. */
  readonly head: string;
  readonly body: string;
}

/** HTTP by hand, as small devices speak it: every byte is the test's, and headers are known in the letters of the standards alone. */
export class Wire {
  #socket: net.Socket | undefined;
  #received = Buffer.alloc(0);
  #wake: () => void = () => undefined;

  constructor(
    private readonly port: number,
    private readonly options: { readonly path?: string; readonly hasHost?: boolean } = {},
  ) {}

  /** One message, and its answer. `100 Continue` is no answer. */
  async post(headers: readonly string[], body: Uint8Array = Buffer.alloc(0)): Promise<RawAnswer> {
    const socket = this.#socket?.destroyed === false && this.#socket.readyState === 'open' ? this.#socket : await this.#connect();
    const { path = '/', hasHost = true } = this.options;
    const head = [`POST ${path} HTTP/1.1`, ...(hasHost ? [`Host: 127.0.0.1:${this.port}`] : []), ...headers, ...(headers.some((each) => /^transfer-encoding/i.test(each)) ? [] : [`Content-Length: ${body.length}`]), '', ''].join('\r\n');
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
    for (;;) {
      const answer = await this.#answer(socket);
      if (answer.status !== 100) return answer;
    }
  }

  close(): void {
    this.#socket?.destroy();
  }

  async #connect(): Promise<net.Socket> {
    const socket = net.connect(this.port, '127.0.0.1');
    this.#received = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      this.#received = Buffer.concat([this.#received, part]);
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.#wake());
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return (this.#socket = socket);
  }

  async #answer(socket: net.Socket): Promise<RawAnswer> {
    const until = async (holds: () => boolean) => {
      while (!holds()) {
        if (socket.destroyed) throw new Error(`the connection was closed after ${JSON.stringify(this.#received.toString('latin1'))}`);
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    };
    await until(() => this.#received.includes('\r\n\r\n'));
    const end = this.#received.indexOf('\r\n\r\n') + 4;
    const head = this.#received.subarray(0, end).toString('latin1');
    const length = Number(/^Content-Length: (\d+)\r$/m.exec(head)?.[1] ?? 0);
    await until(() => this.#received.length >= end + length);
    const body = this.#received.subarray(end, end + length).toString();
    this.#received = this.#received.subarray(end + length);
    if (/^Connection: close\r$/m.test(head)) {
      socket.destroy();
      this.#socket = undefined;
    }
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body };
  }
}
