import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { membersOf } from '../model/members.js';
import type { Command, Model } from '../model/model.js';
import { m2mKey, prefixedName } from '../model/names.js';
import { repeated } from './check.js';

export const commandCodes = {
  CHECK_COMMAND_DUPLICATE: { severity: 'error', title: 'Two commands for one cmdType' },
  CHECK_COMMAND_UNKNOWN_TYPE: { severity: 'error', title: 'A command for a value that m2m:cmdType does not have' },
  CHECK_COMMAND_MISSING: { severity: 'error', title: 'A value of m2m:cmdType without a command' },
  CHECK_COMMAND_UNKNOWN_TABLE: { severity: 'error', title: 'A command names a fault table that is not there' },
  CHECK_COMMAND_UNKNOWN_MESSAGE: { severity: 'error', title: 'A command or a fault table names an RPC that CWMP does not have' },
  CHECK_COMMAND_UNKNOWN_ARGUMENT: { severity: 'error', title: 'A command\'s argument is no member of m2m:execReqArgsListType, or has another type there' },
} as const satisfies CodeTable;

const typeOfCommands = 'm2m:cmdType';
const typeOfArguments = 'm2m:execReqArgsListType';

/** Commands, m2m:cmdType, the fault tables and the argument types refer to each other without loose ends. */
export function checkCommands(model: Model, diagnostics: Diagnostics): void {
  const values = model.enumerations.find((e) => e.type === typeOfCommands);
  const names = values?.values.map((v) => v.name) ?? [];
  const tables = model.faultTables.map((t) => t.table);
  for (const command of repeated(model.commands, (c) => c.cmdType)) {
    diagnostics.report(commandCodes, 'CHECK_COMMAND_DUPLICATE', `there are two commands for ${command.cmdType}`, command.place);
  }
  for (const command of model.commands) {
    const { cmdType, value, faultTables, place } = command;
    if (!values?.values.some((v) => v.name === cmdType && v.value === value)) {
      diagnostics.report(commandCodes, 'CHECK_COMMAND_UNKNOWN_TYPE', `${typeOfCommands} has no value ${cmdType} (${value})`, place, didYouMean(cmdType, names));
    }
    for (const table of faultTables.filter((t) => !tables.includes(t))) {
      diagnostics.report(commandCodes, 'CHECK_COMMAND_UNKNOWN_TABLE', `command ${cmdType} names the unknown fault table ${table}`, place, didYouMean(table, tables));
    }
    checkArgument(model, command, diagnostics);
  }
  checkMessages(model, diagnostics);
  if (model.commands.length === 0) return;
  for (const value of values?.values ?? []) {
    if (value.reserved || model.commands.some((c) => c.cmdType === value.name)) continue;
    diagnostics.report(commandCodes, 'CHECK_COMMAND_MISSING', `no command for ${typeOfCommands} ${value.name}`, value.place, 'add it to the commands table');
  }
}

/** As far as messages are known. */
function checkMessages({ commands, faultTables, cwmp }: Model, diagnostics: Diagnostics): void {
  if (cwmp === undefined) return;
  const messages = new Set(cwmp.messages.map(({ name }) => name));
  const named = [
    ...commands.flatMap(({ cmdType, rpc, completionReport, place }) => [rpc, completionReport ?? rpc].map((message) => ({ what: `command ${cmdType}`, message, place }))),
    ...faultTables.map(({ table, rpc, place }) => ({ what: `fault table ${table}`, message: rpc, place })),
  ];
  for (const { what, message, place } of named) {
    if (messages.has(message)) continue;
    diagnostics.report(commandCodes, 'CHECK_COMMAND_UNKNOWN_MESSAGE', `${what} names "${message}", which CWMP does not have`, place, didYouMean(message, messages) ?? 'correct the name, or add it to cwmp/messages.json');
  }
}

function checkArgument(model: Model, { cmdType, argumentMember, argumentType, place }: Command, diagnostics: Diagnostics): void {
  const type = model.components.types.get(m2mKey('execReqArgsListType'));
  const members = type?.kind === 'complex' ? membersOf(type) : [];
  const member = members.find((m) => m.name === argumentMember);
  if (member === undefined) {
    const hint = didYouMean(argumentMember, members.map((m) => m.name));
    diagnostics.report(commandCodes, 'CHECK_COMMAND_UNKNOWN_ARGUMENT', `${typeOfArguments} has no member "${argumentMember}" for ${cmdType}`, place, hint);
  } else if (prefixedName(member.type) !== argumentType) {
    const message = `command ${cmdType} has arguments of ${argumentType}, but member "${argumentMember}" is ${prefixedName(member.type) ?? 'anonymous'}`;
    diagnostics.report(commandCodes, 'CHECK_COMMAND_UNKNOWN_ARGUMENT', message, place);
  }
}
