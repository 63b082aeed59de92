import type { JsonValue } from '../../../model/model.js';
import type { Step } from '../plan.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import { nodeID, told } from './devices.js';
import type { Draft, Topic } from './topic.js';

/**
 * Management commands and their executions, as far as no device has to answer (TS-0004 7.4.16.2, 7.4.17.2): what depends on how an
 * execution ended is asked only where it has ended.
 */
export const commands: Topic = {
  kinds: [
    { kind: 'command.execute', what: 'an UPDATE of execEnable makes an <execInstance>', clause: 'TS-0004 7.4.16.2.3.2' },
    { kind: 'command.copy', what: 'an <execInstance> has what its <mgmtCmd> says of the execution', clause: 'TS-0004 7.4.16.2.3.2' },
    { kind: 'command.update', what: 'an UPDATE without execEnable executes nothing', clause: 'TS-0004 7.4.16.2.3.1' },
    { kind: 'command.target-kept', what: 'execMode is not updated once there is an <execInstance>', clause: 'TS-0004 7.4.16.2.3.1' },
    { kind: 'command.arguments', what: 'arguments of another command are refused', clause: 'TS-0004 7.4.16.2.1' },
    { kind: 'command.delete', what: 'a <mgmtCmd> of which nothing is pending is deleted', clause: 'TS-0004 7.4.16.2.4' },
    { kind: 'command.instance-created', what: 'no request creates an <execInstance>', clause: 'TS-0004 7.4.17.2.0' },
    { kind: 'command.cancel-complete', what: 'an execution that has ended is not cancelled', clause: 'TS-0004 7.4.17.2.1' },
    { kind: 'command.delete-instance', what: 'an <execInstance> that has ended is deleted', clause: 'TS-0004 7.4.17.2.3' },
  ],
  cases: (_model, words) => cases(words),
};

const types = ['node', 'mgmtCmd'];
const here = '{{base}}/{{fresh}}';
const fr = '{{origin}}';
/** m2m:cmdType (TS-0004 6.3.4.2.13), m2m:execModeType, m2m:execStatusType (6.3.4.2.15). */
const RESET = 1;
const IMMEDIATE_ONCE = 1;
const RANDOM_ONCE = 3;
const FINISHED = 3;
/** TS-0004 6.6.3.7. */
const INVALID_ARGUMENTS = 6023;
const ALREADY_COMPLETE = 6028;

const command = (words: Words, more: { readonly [attribute: string]: JsonValue } = {}) =>
  words.create('{{base}}', 'mgmtCmd', { resourceName: '{{fresh}}', cmdType: RESET, execTarget: '{{node}}', ...more }, { fr });

function cases(words: Words): readonly Draft[] {
  const id = words.attribute('resourceID');
  const first = `${words.root('execInstance')}.0`;
  const of = (name: string): string => words.resource('execInstance')?.attributes.find((each) => each.name === name)?.shortName ?? name;
  const node = given(words.create('{{base}}', 'node', { resourceName: '{{fresh}}-n', nodeID }, { fr }), { node: id });
  const stage: readonly Step[] = [node, told('obeys', { optional: true }), given(command(words, { execMode: IMMEDIATE_ONCE }))];
  const execute = given(words.update(here, 'mgmtCmd', { execEnable: true }, { fr }));
  const children = words.retrieve(here, { fr, rcn: 4 });
  const executed: readonly Step[] = [...stage, execute, given(children, { instance: `${first}.${id}` })];
  // Whether it has ended depends on a device, or on none being there.
  const ended: readonly Step[] = [...executed, { wait: 1 }, { ...given(words.retrieve('{{instance}}', { fr })), content: [{ at: of('execStatus'), equals: FINISHED }] }];
  const draft = (kind: string, ...steps: readonly Step[]): Draft => ({ kind: `command.${kind}`, types, steps });
  return [
    draft('execute', ...stage, execute, ask(children, rsc.OK, [{ at: `${first}.${id}`, present: true }])),
    draft('copy', ...executed, ask(words.retrieve('{{instance}}', { fr }), rsc.OK, [{ at: of('execMode'), equals: IMMEDIATE_ONCE }, { at: of('execStatus'), present: true }])),
    draft('update', ...stage, given(words.update(here, 'mgmtCmd', { labels: ['a'] }, { fr })), ask(children, rsc.OK, [{ at: words.attribute('labels'), equals: ['a'] }, { at: words.root('execInstance'), present: false }])),
    draft('target-kept', ...executed, ask(words.update(here, 'mgmtCmd', { execMode: RANDOM_ONCE }, { fr }), rsc.OPERATION_NOT_ALLOWED)),
    draft('arguments', node, ask(command(words, { execReqArgs: { reboot: [{ anyArg: [{ name: 'a', value: 'b' }] }] } }), INVALID_ARGUMENTS)),
    draft('delete', ...stage, ask(words.remove(here, { fr }), rsc.DELETED), ask(words.retrieve(here, { fr }), rsc.NOT_FOUND)),
    draft('instance-created', ...stage, ask(words.create(here, 'execInstance', {}, { fr }), [rsc.OPERATION_NOT_ALLOWED, rsc.INVALID_CHILD_RESOURCE_TYPE, rsc.BAD_REQUEST])),
    draft('cancel-complete', ...ended, ask(words.update('{{instance}}', 'execInstance', { execDisable: true }, { fr }), ALREADY_COMPLETE)),
    draft('delete-instance', ...ended, ask(words.remove('{{instance}}', { fr }), rsc.DELETED), ask(words.retrieve('{{instance}}', { fr }), rsc.NOT_FOUND)),
  ];
}
