// A CSE that hosts the types of this folder, and the judge on it: the plan has cases for them.
import { readFileSync } from 'node:fs';
import { countsOf, httpSender } from 'onem2m-specgen/conformance';
import { startCse } from 'onem2m-specgen/serve';
import { conformanceWith } from './generated/bind/conformance.js';
import { specification } from './generated/bind/runtime.js';

const { runConformance } = conformanceWith((path: string) => JSON.parse(readFileSync(`generated/${path}`, 'utf8')));
const cse = await startCse({ specification });
const url = `${cse.url}/cse-in`;
const sender = httpSender({ url: new URL(url) });
const report = await runConformance({ url, send: sender.send, seed: 1, only: ['parkingSpace'] });
console.log(countsOf(report.outcomes));
sender.close();
await cse.close();
