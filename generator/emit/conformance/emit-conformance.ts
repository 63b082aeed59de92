import type { JsonValue, Model } from '../../model/model.js';
import { inlineJson, rowsText } from '../json/rows.js';
import type { Row } from '../json/rows.js';
import type { OutputFile } from '../output.js';
import { answerKinds, payloadKinds, payloadRows } from './payload-rows.js';
import type { Case } from './plan.js';
import { readme } from './readme.js';
import { readings } from './readings.js';
import { access } from './topics/access.js';
import { commands } from './topics/commands.js';
import { data } from './topics/data.js';
import { devices } from './topics/devices.js';
import { discovery } from './topics/discovery.js';
import { notifications } from './topics/notifications.js';
import { primitives } from './topics/primitives.js';
import { results } from './topics/results.js';
import { casesOf } from './topics/topic.js';
import type { Topic } from './topics/topic.js';
import { tree } from './topics/tree.js';
import { wordsOf } from './words.js';

const topics: readonly Topic[] = [primitives, tree, results, access, discovery, data, notifications, commands, devices];

/** What to ask a CSE, and what the standard says of the answers: data that any runner can take. */
export function emitConformance(model: Model): readonly OutputFile[] {
  const words = wordsOf(model);
  const cases = topics.flatMap((topic) => casesOf(topic, model, words));
  const checked = new Set(cases.map(({ kind }) => kind));
  const ofTopics = topics.flatMap(({ kinds }) => kinds).filter(({ kind }) => checked.has(kind));
  return [
    { path: 'conformance/README.md', text: readme },
    { path: 'conformance/kinds.json', text: rowsText([...answerKinds, ...payloadKinds, ...ofTopics].map((kind) => ({ ...kind }))) },
    { path: 'conformance/payloads.json', text: rowsText(payloadRows(model)) },
    { path: 'conformance/readings.json', text: rowsText(readings) },
    { path: 'conformance/procedures.json', text: casesText(cases) },
  ];
}

/** A case is a few lines: what it is, and one line for each step. */
const casesText = (cases: readonly Case[]): string => (cases.length === 0 ? '[]\n' : `[\n${cases.map(caseText).join(',\n')}\n]\n`);

function caseText({ steps, ...head }: Case): string {
  const opened = inlineJson(head as unknown as Row).slice(0, -2);
  const lines = steps.map((step) => `    ${inlineJson(step as unknown as JsonValue)}`);
  return `  ${opened}, "steps": [\n${lines.join(',\n')}\n  ] }`;
}
