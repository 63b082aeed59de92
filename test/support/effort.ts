/**
 * What `work` takes of the processor, in seconds: that other tests run at the same time does not count, and a bound on it can be held
 * on any machine if it is wide. A bound here stands for a way that the work must not grow: it is five times and more what the work takes
 * in a run of all tests (where heaps are full, and the same work takes three times as long as alone), and far from what the wrong way would take.
 */
export async function effort(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
