/**
 * A Hosting CSE in a process of its own, to be killed: on the store that its argument names, with devices that live on in the process that
 * has started it. A report of a device counts as delivered when what it has changed is durable, as a CPE repeats what nobody took.
 */
import { createHostingCse, postgresStore, sqliteStore } from '../../../dist/runtime/index.js';

const where = process.argv[2] ?? '';
const tell = (message) => process.send?.(message);
const failed = (error) => {
  tell({ failed: String(error.cause ?? error) });
  process.exit(70);
};
const store = await (where.startsWith('postgres') ? postgresStore(where, { failed }) : sqliteStore(where, { failed }));
const answers = new Map();
let asked = 0;
let handle = () => undefined;
const ask = (node, rpc, args) =>
  new Promise((resolve) => {
    const number = (asked += 1);
    answers.set(number, resolve);
    tell({ rpc, node, args, number });
  });
const cse = createHostingCse({
  store,
  report: (error) => tell({ error: error?.stack ?? String(error) }),
  notify: (target, notification) => tell({ target, notification }),
  devices: {
    connect: async (node) => ({ changeDUState: (args) => ask(node, 'ChangeDUState', args), close: () => undefined }),
    onReport: (handler) => {
      const before = handle;
      handle = (report) => {
        before(report);
        handler(report);
      };
      return () => undefined;
    },
  },
});
process.on('message', async ({ request, number, answer, report }) => {
  if (request !== undefined) tell({ response: await cse.request(request), number });
  else if (answer !== undefined) answers.get(number)?.(answer);
  else if (report !== undefined) {
    handle(report);
    store.durability.whenDurable(() => tell({ taken: report.commandKey }));
  }
});
process.on('disconnect', () => process.exit());
tell({ isReady: true });
