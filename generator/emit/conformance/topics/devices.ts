import type { JsonValue, Model } from '../../../model/model.js';
import type { Matcher, Step } from '../plan.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/**
 * Machines that a device drives: [software] (TS-0001 D.3, TS-0004 D.3.2), <softwareCampaign> (10.2.28) and executions of <mgmtCmd>. What
 * the device does is part of each case: where nobody can tell it, the case is not tested.
 */
export const devices: Topic = {
  kinds: [
    { kind: 'software.install', what: 'install has the device install it, and installStatus says so', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.install-fails', what: 'installStatus says that the device has failed', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.in-process', what: 'installStatus says that the device is at it', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.uninstall', what: 'uninstall takes back install, and installStatus says when it is done', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.activate', what: 'activate has the device start it, and activeStatus says so', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.deactivate', what: 'deactivate takes back activate, and activeStatus says when it is done', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.busy', what: 'while the device is at it nothing else is asked of it', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.not-installed', what: 'what is not installed is not activated', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.again', what: 'what the device has failed to install can be installed again', clause: 'TS-0004 D.3.2.2' },
    { kind: 'software.delete', what: 'a [software] is deleted, whatever its status', clause: 'TS-0004 D.3.2.4' },
    { kind: 'campaign.disabled', what: 'a campaign that is not enabled is PENDING', clause: 'TS-0001-CR 10.2.28.3.1' },
    { kind: 'campaign.enabled', what: 'a campaign that is enabled is INITIATED', clause: 'TS-0001-CR 10.2.28.3.1' },
    { kind: 'campaign.enable', what: 'a PENDING campaign that is enabled is INITIATED', clause: 'TS-0001-CR 10.2.28.3.3' },
    { kind: 'campaign.complete', what: 'a campaign whose operations are done is FINISHED', clause: 'TS-0001-CR 10.2.28.1' },
    { kind: 'campaign.fails', what: 'aggregatedSoftwareStatus says that the operations have failed', clause: 'TS-0001-CR 10.2.28.1' },
    { kind: 'campaign.finished-disable', what: 'a FINISHED campaign that is disabled is PENDING', clause: 'TS-0001-CR 10.2.28.3.3' },
    { kind: 'campaign.cancel', what: 'an INITIATED campaign that is disabled is cancelled', clause: 'TS-0001-CR 10.2.28.3.3' },
    { kind: 'campaign.locked', what: 'what an INITIATED campaign does is not updated', clause: 'TS-0001-CR 10.2.28.3.3' },
    { kind: 'campaign.node-missing', what: 'a campaign for a node that is not there is refused', clause: 'TS-0001-CR 10.2.28.3.1' },
    { kind: 'campaign.delete', what: 'a PENDING campaign is deleted', clause: 'TS-0001-CR 10.2.28.3.4' },
    { kind: 'campaign.again', what: 'a cancelled campaign that is enabled runs again', clause: 'TS-0001-CR 10.2.28.1' },
    { kind: 'campaign.delete-finished', what: 'a FINISHED campaign is deleted', clause: 'TS-0001-CR 10.2.28.3.4' },
    { kind: 'campaign.delete-running', what: 'an INITIATED campaign is not deleted', clause: 'TS-0001-CR 10.2.28.3.4' },
    { kind: 'execution.done', what: 'an execution that the device has reported done is FINISHED, with success', clause: 'TS-0004 7.4.16.2.3.2' },
    { kind: 'execution.pending', what: 'an execution that the device is at is PENDING', clause: 'TS-0004 7.4.16.2.3.2' },
    { kind: 'execution.fault', what: 'execResult says with what the device has failed', clause: 'TS-0004 7.4.16.2.3.2' },
    { kind: 'execution.cancel', what: 'a PENDING download is cancelled', clause: 'TS-0004 7.4.17.2.1' },
    { kind: 'execution.cancel-refused', what: 'a cancel that the device refuses fails', clause: 'TS-0004 7.4.17.2.1' },
    { kind: 'execution.not-cancellable', what: 'what no device can cancel is not cancelled', clause: 'TS-0004 7.4.17.2.1' },
    { kind: 'execution.delete-pending', what: 'a DELETE of a PENDING execution cancels it', clause: 'TS-0004 7.4.17.2.3' },
    { kind: 'execution.delete-refused', what: 'an execution that the device does not let be cancelled is not deleted', clause: 'TS-0004 7.4.17.2.3' },
    { kind: 'execution.command-deleted', what: 'a DELETE of a <mgmtCmd> cancels what is PENDING', clause: 'TS-0004 7.4.16.2.4' },
  ],
  cases: (model, words) => {
    const numbers = numbersOf(model);
    return [...softwares(words, numbers), ...campaigns(words, numbers), ...executions(words, numbers)];
  },
};

type Numbers = (type: string, name: string) => number;

function numbersOf({ enumerations }: Model): Numbers {
  const known = new Map(enumerations.flatMap(({ type, values }) => values.map(({ name, value }) => [`${type} ${name}`, Number(value)] as const)));
  return (type, name) => known.get(`m2m:${type} ${name}`) ?? 0;
}

const fr = '{{origin}}';
/** OUI, product class and serial number, as whoever speaks to devices tells them apart (TR-069 3.4.4; RFC 9039 4.3). */
export const nodeID = 'urn:dev:ops:00D09E-CPE-{{fresh}}';
const node = (words: Words, more: { readonly [attribute: string]: JsonValue } = {}): Step => given(words.create('{{base}}', 'node', { resourceName: '{{fresh}}', nodeID, ...more }, { fr }), { node: words.attribute('resourceID') });
export const told = (does: NonNullable<Step['device']>['does'], more: { readonly optional?: true } = {}): Step => ({ device: { node: '{{node}}', nodeID, does, ...more } });

/** Seconds: a device that is slow takes a few of them, and no other takes so long. */
const soon = 20;

/** Asked for until it is so; and what the case is not about. */
const becomes = (request: ReturnType<Words['retrieve']>, content: readonly Matcher[]): Step => ({ ...ask(request, rsc.OK, content), until: soon });
const reached = (request: ReturnType<Words['retrieve']>, content: readonly Matcher[]): Step => ({ given: true, ...becomes(request, content) });

function softwares(words: Words, number: Numbers): readonly Draft[] {
  const types = ['node', 'software'];
  const here = '{{base}}/{{fresh}}/app';
  const own = (name: string): string => words.resource('software')?.attributes.find((each) => each.name === name)?.shortName ?? name;
  const status = (of: string, name: string): Matcher => ({ at: `${own(of)}.${words.member('status')}`, equals: number('status', name) });
  const stage = (does: Parameters<typeof told>[0]): readonly Step[] => [
    node(words),
    told(does),
    given(words.create('{{base}}/{{fresh}}', 'software', { resourceName: 'app', mgmtDefinition: 1002, version: '1.0', softwareName: 'app', URL: 'http://files.example/app-1.0.zip' }, { fr })),
  ];
  const set = (attributes: { readonly [name: string]: JsonValue }) => words.update(here, 'software', attributes, { fr });
  const look = words.retrieve(here, { fr });
  const installed: readonly Step[] = [...stage('obeys'), given(set({ install: true })), reached(look, [status('installStatus', 'Successful')])];
  const draft = (kind: string, ...steps: readonly Step[]): Draft => ({ kind: `software.${kind}`, types, steps });
  const active: readonly Step[] = [...installed, given(set({ activate: true })), reached(look, [status('activeStatus', 'Successful')])];
  return [
    draft('install', ...stage('obeys'), ask(set({ install: true }), rsc.UPDATED), becomes(look, [status('installStatus', 'Successful')])),
    draft('install-fails', ...stage('fails'), given(set({ install: true })), becomes(look, [status('installStatus', 'Failure')])),
    draft('again', ...stage('fails'), given(set({ install: true })), reached(look, [status('installStatus', 'Failure')]), told('obeys'), ask(set({ install: true }), rsc.UPDATED), becomes(look, [status('installStatus', 'Successful')])),
    draft('in-process', ...stage('slow'), given(set({ install: true })), ask(look, rsc.OK, [status('installStatus', 'In_Process')])),
    draft('uninstall', ...installed, ask(set({ uninstall: true }), rsc.UPDATED), becomes(look, [status('installStatus', 'Successful'), { at: own('install'), equals: false }])),
    draft('activate', ...installed, ask(set({ activate: true }), rsc.UPDATED), becomes(look, [status('activeStatus', 'Successful')])),
    draft('deactivate', ...active, ask(set({ deactivate: true }), rsc.UPDATED), becomes(look, [status('activeStatus', 'Successful'), { at: own('activate'), equals: false }])),
    { ...draft('busy', ...stage('slow'), given(set({ install: true })), ask(set({ uninstall: true }), rsc.OPERATION_NOT_ALLOWED)), certainty: 'erratum' },
    { ...draft('not-installed', ...stage('obeys'), ask(set({ activate: true }), rsc.OPERATION_NOT_ALLOWED)), certainty: 'erratum' },
    draft('delete', ...installed, ask(words.remove(here, { fr }), rsc.DELETED), ask(look, rsc.NOT_FOUND)),
  ];
}

function campaigns(words: Words, number: Numbers): readonly Draft[] {
  const types = ['node', 'software', 'softwareCampaign'];
  const here = '{{base}}/{{fresh}}-c';
  const own = (name: string): string => words.resource('softwareCampaign')?.attributes.find((each) => each.name === name)?.shortName ?? name;
  const campaign = (campaignEnabled: boolean, softwareTargets: readonly string[] = ['{{node}}']) =>
    words.create('{{base}}', 'softwareCampaign', {
      resourceName: '{{fresh}}-c',
      version: '1.0',
      softwareName: 'app-{{fresh}}',
      URL: 'http://files.example/app-1.0.zip',
      softwareOperation: number('softwareOperation', 'INSTALL'),
      softwareTargets,
      campaignEnabled,
    }, { fr });
  const set = (attributes: { readonly [name: string]: JsonValue }) => words.update(here, 'softwareCampaign', attributes, { fr });
  const look = words.retrieve(here, { fr });
  const status = (name: string): Matcher => ({ at: own('campaignStatus'), equals: number('campaignStatus', name) });
  const aggregated = (name: string): Matcher => ({ at: own('aggregatedSoftwareStatus'), equals: number('status', name) });
  // Targets are nodes of what is registered here.
  const stage = (does: Parameters<typeof told>[0]): readonly Step[] => [node(words, { hostedAELinks: ['{{ae.id}}'] }), told(does)];
  const finished = reached(look, [status('FINISHED')]);
  // What runs is not deleted: it has to end before everything is taken away.
  const draft = (kind: string, ...steps: readonly Step[]): Draft => ({ kind: `campaign.${kind}`, types, steps, certainty: 'provisional' });
  const running: readonly Step[] = [...stage('slow'), given(campaign(true))];
  return [
    draft('disabled', ...stage('obeys'), given(campaign(false)), ask(look, rsc.OK, [status('PENDING')])),
    draft('enabled', ...running, ask(look, rsc.OK, [status('INITIATED')]), finished),
    draft('enable', ...stage('slow'), given(campaign(false)), ask(set({ campaignEnabled: true }), rsc.UPDATED), ask(look, rsc.OK, [status('INITIATED')]), finished),
    draft('complete', ...stage('obeys'), given(campaign(true)), becomes(look, [status('FINISHED'), aggregated('Successful')])),
    draft('fails', ...stage('fails'), given(campaign(true)), becomes(look, [status('FINISHED'), aggregated('Failure')])),
    draft('finished-disable', ...stage('obeys'), given(campaign(true)), finished, ask(set({ campaignEnabled: false }), rsc.UPDATED), ask(look, rsc.OK, [status('PENDING')])),
    // Whether the device can be stopped is its own affair: CANCELLING, CANCELLED, or STATUS_NOT_CANCELLABLE.
    draft('cancel', ...running, ask(set({ campaignEnabled: false }), rsc.UPDATED), ask(look, rsc.OK, [{ at: own('campaignStatus'), above: number('campaignStatus', 'FINISHED') }]), reached(look, [{ at: own('campaignStatus'), above: number('campaignStatus', 'CANCELLING') }])),
    draft('locked', ...running, ask(set({ version: '2.0' }), rsc.OPERATION_NOT_ALLOWED), finished),
    draft('node-missing', ...stage('obeys'), ask(campaign(false, ['{{ae}}/no-such-node']), rsc.BAD_REQUEST)),
    draft('delete', ...stage('obeys'), given(campaign(false)), ask(words.remove(here, { fr }), rsc.DELETED), ask(look, rsc.NOT_FOUND)),
    draft(
      'again',
      ...running,
      given(set({ campaignEnabled: false })),
      reached(look, [{ at: own('campaignStatus'), above: number('campaignStatus', 'CANCELLING') }]),
      told('obeys'),
      ask(set({ campaignEnabled: true }), rsc.UPDATED),
      becomes(look, [status('FINISHED')]),
    ),
    draft('delete-finished', ...stage('obeys'), given(campaign(true)), finished, ask(words.remove(here, { fr }), rsc.DELETED), ask(look, rsc.NOT_FOUND)),
    draft('delete-running', ...running, ask(words.remove(here, { fr }), rsc.OPERATION_NOT_ALLOWED), finished),
  ];
}

function executions(words: Words, number: Numbers): readonly Draft[] {
  const types = ['node', 'mgmtCmd'];
  const here = '{{base}}/{{fresh}}-c';
  const id = words.attribute('resourceID');
  const of = (name: string): string => words.resource('execInstance')?.attributes.find((each) => each.name === name)?.shortName ?? name;
  const stage = (does: Parameters<typeof told>[0], command: { readonly [attribute: string]: JsonValue } = download): readonly Step[] => [
    node(words),
    told(does),
    given(words.create('{{base}}', 'mgmtCmd', { resourceName: '{{fresh}}-c', execTarget: '{{node}}', execMode: number('execModeType', 'IMMEDIATEONCE'), ...command }, { fr })),
    given(words.update(here, 'mgmtCmd', { execEnable: true }, { fr })),
    given(words.retrieve(here, { fr, rcn: 4 }), { instance: `${words.root('execInstance')}.0.${id}` }),
  ];
  const download = {
    cmdType: number('cmdType', 'DOWNLOAD'),
    execReqArgs: { download: [{ fileType: '1 Firmware Upgrade Image', URL: 'http://files.example/image', username: 'user', password: 'word', filesize: 1, targetFile: 'image', delaySeconds: 1, successURL: 'http://files.example/ok', startTime: '{{time-1}}', completeTime: '{{time-1}}' }] },
  };
  /** No protocol takes a ChangeDUState back (TR-069 A.4.1.8). */
  const installation = { cmdType: number('cmdType', 'SOFTWAREINSTALL'), execReqArgs: { softwareInstall: [{ URL: 'http://files.example/app-1.0.zip', UUID: '5f6d3c1e-9b1b-5c4b-8f4e-3c1d2a7b9e10', username: 'user', password: 'word', executionEnvRef: 'Device.SoftwareModules.ExecEnv.1' }] } };
  const look = words.retrieve('{{instance}}', { fr });
  const status = (name: string): Matcher => ({ at: of('execStatus'), equals: number('execStatusType', name) });
  const pending = reached(look, [status('PENDING')]);
  const finished = reached(look, [status('FINISHED')]);
  const cancel = words.update('{{instance}}', 'execInstance', { execDisable: true }, { fr });
  const remove = words.remove('{{instance}}', { fr });
  const draft = (kind: string, ...steps: readonly Step[]): Draft => ({ kind: `execution.${kind}`, types, steps });
  return [
    draft('done', ...stage('obeys'), becomes(look, [status('FINISHED'), { at: of('execResult'), equals: number('execResultType', 'STATUS_SUCCESS') }])),
    draft('pending', ...stage('slow'), becomes(look, [status('PENDING')]), finished),
    draft('fault', ...stage('fails'), becomes(look, [status('FINISHED'), { at: of('execResult'), differs: number('execResultType', 'STATUS_SUCCESS') }])),
    draft('cancel', ...stage('slow'), pending, ask(cancel, rsc.UPDATED), becomes(look, [status('CANCELLED')])),
    // What cannot be cancelled has to end before everything is taken away.
    draft('cancel-refused', ...stage('stubborn'), pending, ask(cancel, rsc.MGMT_CANCELLATION_FAILED), finished),
    { ...draft('not-cancellable', ...stage('slow', installation), pending, ask(cancel, rsc.MGMT_COMMAND_NOT_CANCELLABLE), finished), certainty: 'erratum' },
    draft('delete-pending', ...stage('slow'), pending, ask(remove, rsc.DELETED), ask(look, rsc.NOT_FOUND)),
    draft('delete-refused', ...stage('stubborn'), pending, ask(remove, rsc.MGMT_CANCELLATION_FAILED), finished),
    draft('command-deleted', ...stage('slow'), pending, ask(words.remove(here, { fr }), rsc.DELETED), ask(look, rsc.NOT_FOUND)),
  ];
}
