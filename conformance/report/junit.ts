/** JUnit XML, as CI systems read it: a suite for each resource type or subject, a case for each case. */

import type { Outcome } from '../court.js';
import type { Compared } from '../findings.js';
import type { Report } from '../run.js';

/** What a test is to whoever reads them: what failed in the baseline is no failure, and is not passed either. */
type Test = { readonly classname: string; readonly name: string } & ({ readonly is: 'passed' } | { readonly is: 'skipped'; readonly message: string } | { readonly is: 'failure' | 'error'; readonly type: string; readonly message: string; readonly text: string });

export function junitReport({ outcomes, url, milliseconds, ended }: Report, compared?: Compared): string {
  const known = new Set(compared?.known ?? []);
  const suites = new Map<string, Test[]>();
  for (const outcome of outcomes) {
    const name = outcome.resource === '' ? 'answers' : outcome.resource;
    const suite = suites.get(name) ?? [];
    suites.set(name, suite);
    suite.push(testOf(outcome, known));
  }
  // Else a run that came to nothing would have nothing against it.
  if (ended !== undefined) suites.set('the run', [{ classname: 'run', name: 'the run goes to its end', is: 'error', type: 'run', message: ended, text: 'what was not come to is not tested' }]);
  const all = [...suites.values()].flat();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(`conformance of ${url}`)}" ${numbers(all)} time="${(milliseconds / 1000).toFixed(3)}">`,
    ...[...suites].flatMap(([name, suite]) => [`  <testsuite name="${escaped(name)}" ${numbers(suite)} skipped="${count(suite, 'skipped')}" time="0">`, ...suite.map(caseLine), '  </testsuite>']),
    '</testsuites>',
    '',
  ].join('\n');
}

const count = (tests: readonly Test[], is: Test['is']): number => tests.filter((test) => test.is === is).length;
const numbers = (tests: readonly Test[]): string => `tests="${tests.length}" failures="${count(tests, 'failure')}" errors="${count(tests, 'error')}"`;

function testOf({ id, kind, clause, verdict, why = '', failure }: Outcome, known: ReadonlySet<string>): Test {
  const named = { classname: kind, name: id };
  if (verdict === 'passed') return { ...named, is: 'passed' };
  if (failure === undefined) return { ...named, is: 'skipped', message: why };
  const message = `expected ${failure.expected}, came ${failure.came}`;
  return known.has(id) ? { ...named, is: 'skipped', message: `known: ${message}` } : { ...named, is: 'failure', type: kind, message, text: clause };
}

function caseLine(test: Test): string {
  // Cases run side by side, and some over and over: how long one of them took says nothing, but readers want a number.
  const open = `    <testcase classname="${escaped(test.classname)}" name="${escaped(test.name)}" time="0"`;
  if (test.is === 'passed') return `${open}/>`;
  if (test.is === 'skipped') return `${open}><skipped message="${escaped(test.message)}"/></testcase>`;
  return `${open}><${test.is} type="${escaped(test.type)}" message="${escaped(test.message)}">${escaped(test.text)}</${test.is}></testcase>`;
}

/** Control characters have no place in XML 1.0, however they are escaped. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'\n\r\t]/g, (each) => `&#${each.charCodeAt(0)};`);
