/** JUnit XML, as CI systems read it: a suite for each resource type or subject, a case for each case. */

import type { Outcome } from '../court.js';
import type { Report } from '../run.js';

export function junitReport({ outcomes, url, milliseconds }: Report): string {
  const suites = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = outcome.resource === '' ? 'answers' : outcome.resource;
    const suite = suites.get(name);
    if (suite === undefined) suites.set(name, [outcome]);
    else suite.push(outcome);
  }
  const count = (of: readonly Outcome[], verdict: Outcome['verdict']): number => of.filter((outcome) => outcome.verdict === verdict).length;
  const numbers = (of: readonly Outcome[]): string => `tests="${of.length}" failures="${count(of, 'failed')}" skipped="${count(of, 'untested')}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(`conformance of ${url}`)}" ${numbers(outcomes)} time="${(milliseconds / 1000).toFixed(3)}">`,
    ...[...suites].flatMap(([name, suite]) => [`  <testsuite name="${escaped(name)}" ${numbers(suite)} time="0">`, ...suite.map(caseLine), '  </testsuite>']),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLine({ id, kind, clause, verdict, why = '', failure }: Outcome): string {
  // Cases run side by side, and some over and over: how long one of them took says nothing, but readers want a number.
  const open = `    <testcase classname="${escaped(kind)}" name="${escaped(id)}" time="0"`;
  if (verdict === 'passed') return `${open}/>`;
  if (failure === undefined) return `${open}><skipped message="${escaped(why)}"/></testcase>`;
  return `${open}><failure type="${escaped(kind)}" message="${escaped(`expected ${failure.expected}, came ${failure.came}`)}">${escaped(clause)}</failure></testcase>`;
}

/** Control characters have no place in XML 1.0, however they are escaped. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'\n\r\t]/g, (each) => `&#${each.charCodeAt(0)};`);
