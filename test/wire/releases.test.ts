import { describe, expect, it } from 'vitest';
import { requestPrimitiveWire } from '../../generated/validators/requestPrimitive.js';
import { responsePrimitiveWire } from '../../generated/validators/responsePrimitive.js';
import { read } from '../../generated/validators/support.js';
import { createWire } from '../../generated/validators/AE.js';
import { resourceNames } from '../../generated/tables/names.js';
import { load } from '../../generated/validators/load.js';
import { parse } from '../../wire/index.js';

const ae = { api: 'Nexample', rr: true, srv: ['3'] };
const request = (more: object) => ({ op: 1, to: 'cse-in', fr: 'C', rqi: '1', ty: 2, pc: { 'm2m:ae': ae }, ...more });

/** A type that the standard names and that this specification does not have; there may be none. */
const uncovered = [...resourceNames.toShort].find(([long]) => !Object.hasOwn(load, long))?.[1] ?? 'nwmr';

describe('validators are of Release 3; a reading of others tells what only they may know', () => {
  it.each<readonly [what: string, body: object, unknownHere: readonly string[], invalid: readonly string[]]>([
    ['a release', { ...ae, srv: ['3', '4', '10'] }, ['srv/1', 'srv/2'], []],
    ['an attribute', { ...ae, nwa: 1 }, ['nwa'], []],
    ['what is no release', { ...ae, srv: ['four'] }, [], ['srv/0']],
    ['a wrong type, newer or not', { ...ae, rr: 'yes', nwa: 1 }, ['nwa'], ['rr']],
    ['nothing', ae, [], []],
  ])('%s', (_, body, unknownHere, invalid) => {
    const found = read(createWire, body);
    expect(found.unknownHere.map(({ path }) => path.join('/'))).toEqual(unknownHere);
    expect(found.invalid.map(({ path }) => path.join('/'))).toEqual(invalid);
    expect(found.outcome).toBe(invalid.length > 0 ? 'invalid' : unknownHere.length > 0 ? 'unknownHere' : 'valid');
    // As printed, all of it is wrong; and no clause speaks of what it does not know.
    expect(createWire.issues(body)).toHaveLength(unknownHere.length + invalid.length);
    for (const { clause } of found.unknownHere) expect(clause).toBeUndefined();
  });

  it('numbers of enumerations, and the release of a primitive', () => {
    expect(read(requestPrimitiveWire, request({ rvi: '4' })).outcome).toBe('unknownHere');
    expect(read(requestPrimitiveWire, request({ rcn: 99 })).outcome).toBe('unknownHere');
    expect(read(requestPrimitiveWire, request({ ec: 5 })).outcome).toBe('unknownHere');
    expect(read(requestPrimitiveWire, request({ ec: 'soon' })).outcome).toBe('invalid');
    expect(read(requestPrimitiveWire, request({ rcn: 1.5 })).outcome).toBe('invalid');
    expect(read(requestPrimitiveWire, request({ rcn: 'all' })).outcome).toBe('invalid');
  });

  it('parse reports it beside the value, each with its place', async () => {
    const text = '{"m2m:ae":{"api":"Nexample","rr":true,"srv":["4"],\n"nwa":{"a":1}}}';
    const strict = await parse(text, 'application/vnd.onem2m-res+json; ty=2');
    expect(strict).toMatchObject({ ok: false, outcome: 'invalid' });
    const result = await parse(text, 'application/vnd.onem2m-res+json; ty=2', { release: 'any' });
    expect(result).toMatchObject({ ok: true, type: 'AE', value: { 'App-ID': 'Nexample', supportedReleaseVersions: ['4'], nwa: { a: 1 } } });
    expect(result.ok ? result.unknownHere?.map(({ code, path, place, clause }) => [code, path.join('/'), place?.line, clause]) : []).toEqual([
      ['WIRE_UNKNOWN_HERE', 'm2m:ae/srv/0', 1, undefined],
      ['WIRE_UNKNOWN_HERE', 'm2m:ae/nwa', 2, undefined],
    ]);
    expect(await parse('{"m2m:ae":{"api":"Nexample","rr":true,"srv":["3"]}}', 'application/vnd.onem2m-res+json; ty=2', { release: 'any' })).not.toHaveProperty('unknownHere');
  });
});

describe('not covered is no judgement, and cites no clause', () => {
  it('in a request and in a response, for names and for numbers', () => {
    const roots = [`m2m:${uncovered}`, 'm2m:brandNew', 'hd:colour'];
    for (const root of roots) {
      const found = read(responsePrimitiveWire, { rsc: 2000, rqi: '1', pc: { [root]: { a: 1 } } });
      expect(found).toMatchObject({ outcome: 'notCovered', invalid: [], notCovered: [{ rule: 'notCovered', path: ['pc', root], clause: undefined }] });
      expect(responsePrimitiveWire.is({ rsc: 2000, rqi: '1', pc: { [root]: {} } })).toBe(false);
    }
    expect(read(requestPrimitiveWire, request({ op: 3, ty: undefined, pc: { 'm2m:brandNew': {} } })).outcome).not.toBe('valid');
  });

  it('what is known and has no place there is wrong', () => {
    expect(read(requestPrimitiveWire, request({ ty: 5, pc: { 'm2m:cb': {} } }))).toMatchObject({ outcome: 'invalid', invalid: [{ rule: 'content' }] });
    expect(read(requestPrimitiveWire, request({ pc: { 'm2m:sgn': {} } })).outcome).toBe('invalid');
    expect(read(requestPrimitiveWire, request({ pc: { ae } })).outcome).toBe('invalid');
  });

  it('wrong and not covered is wrong', () => {
    expect(read(responsePrimitiveWire, { rqi: '1', pc: { 'm2m:brandNew': {} } }).outcome).toBe('invalid');
  });

  it.each([
    ['m2m:brandNew', 'application/json'],
    ['hd:colour', 'application/json'],
  ])('in parse: %s', async (root, media) => {
    const result = await parse(`{"${root}":{"a":1}}`, media);
    expect(result).toMatchObject({ ok: false, outcome: 'notCovered', diagnostics: [{ code: 'WIRE_NOT_COVERED', place: { line: 1 } }] });
    expect(JSON.stringify(result)).not.toMatch(/clause|TS-00/);
    const inside = await parse(`{"rsc":2000,"rqi":"1","pc":{"${root}":{"a":1}}}`, media);
    expect(inside).toMatchObject({ ok: false, outcome: 'notCovered' });
    expect(JSON.stringify(inside)).not.toMatch(/clause|TS-00/);
  });

  it('in XML as well', async () => {
    const result = await parse('<m2m:brandNew xmlns:m2m="http://www.onem2m.org/xml/protocols"/>', 'application/xml');
    expect(result).toMatchObject({ ok: false, outcome: 'notCovered' });
  });
});

/** Where an example and the tables of the same documents cannot both be right, the tables are: what an example lacks, or has too much. */
const againstTables: Readonly<Record<string, readonly string[]>> = {
  // TS-0001 Table 9.6.13-2: multiplicity 1, so that NULL deletes nothing.
  '8.3.2, an update to null': ['m2m:grp/mnm null'],
  // TS-0004 Table 7.4.5.1-3: M in a Create request.
  '8.5.2, 1': ['pc/m2m:ae/rr M', 'pc/m2m:ae/srv M'],
};

describe('the examples of TS-0004 8.3 to 8.5, as far as their types are covered', () => {
  const xml = '<?xml version="1.0" encoding="UTF-8"?><m2m:rqp xmlns:m2m="http://www.onem2m.org/xml/protocols"><op>1</op><to>//example.net/myCSE/-/Cont1</to><fr>/myCSE/C2345</fr><rqi>0002bf63</rqi><ty>4</ty><pc><m2m:cin><cnf>application/xml:1</cnf><con>PHRpbWU+MTc4ODkzMDk8L3RpbWU+PHRlbXA+MjA8L3RlbXA+DQo=</con></m2m:cin></pc></m2m:rqp>';
  it.each([
    ['8.3.2', xml, 'application/vnd.onem2m-preq+xml'],
    ['8.3.2, an update to null', '<m2m:grp xmlns:m2m="http://www.onem2m.org/xml/protocols"><mnm></mnm></m2m:grp>', 'application/vnd.onem2m-res+xml'],
    ['8.4.3, 1', '{"op":1,"fr":"Clight_ae1","to":"/homegateway/light","rqi":"A1234","pc":{"m2m:sch":{"se":{"sce":["* 0-5 2,6,10 * * * *"]}}},"ty":18}', 'application/vnd.onem2m-preq+json'],
    ['8.4.3, 2', '{"m2m:ae":{"rn":"appname","aei":"CAE01","ct":"20160404T132648","et":"20160408T004648","lt":"20160404T132648","pi":"ONET-CSE-02","ri":"REQID1","ty":2,"ch":[{"nm":"container1","typ":3,"val":"mn-cse/appname/container1"},{"nm":"container2","typ":3,"val":"mn-cse/appname/container2"},{"nm":"sub1","typ":23,"val":"mn-cse/appname/container2/sub1"}]}}', 'application/vnd.onem2m-res+json'],
    ['8.4.3, 3', '{"m2m:ae":{"rn":"appname","aei":"CAE01","ty":2,"m2m:cnt":[{"rn":"container1","ty":3},{"rn":"container2","ty":3,"m2m:sub":[{"rn":"sub1","ty":23}]}]}}', 'application/vnd.onem2m-res+json'],
    ['8.5.2, 1', '{"op":1,"to":"//example.net/mncse1234","rqi":"A1000","rcn":7,"pc":{"m2m:ae":{"rn":"SmartHomeApplication","api":"Na56","apn":"app1234"}},"ty":2}', 'application/vnd.onem2m-preq+json'],
    ['8.5.2, 2', '{"rsc":2001,"rqi":"A1000","pc":{"m2m:ae":{"rn":"SmartHomeApplication","ty":2,"ri":"ae1","api":"Na56","apn":"app1234","pi":"cb1","ct":"20160506T153208","lt":"20160506T153208","acpi":["acp1","acp2"],"et":"20180506T153208","aei":"S_SAH25"}}}', 'application/vnd.onem2m-prsp+json'],
    ['8.5.2, 3', '{"op":1,"to":"//example.net/mncse1234/SmartHomeApplication","rqi":"A1001","rcn":7,"pc":{"m2m:cnt":{"rn":"SmartHomeContainer","mbs":100000,"mni":500}},"ty":3}', 'application/vnd.onem2m-preq+json'],
    ['8.5.2, 4', '{"rsc":2001,"rqi":"A1001","pc":{"m2m:cnt":{"rn":"SmartHomeContainer","ty":3,"ri":"cnt1","pi":"ae1","ct":"20160506T154048","lt":"20160506T154048","acpi":["acp1"],"et":"20180506T154048","cr":" S_SAH25","st":0,"mni":500,"mbs":100000,"cni":0,"cbs":0,"mia":3600}}}', 'application/vnd.onem2m-prsp+json'],
  ])('%s', async (name, text, media) => {
    const result = await parse(text, media);
    const wrong = result.ok || result.outcome === 'notCovered' ? [] : result.diagnostics.map(({ path, rule }) => `${path.join('/')} ${rule}`);
    expect(wrong).toEqual(againstTables[name] ?? []);
  });
});

describe('children of types that are somebody else\'s', () => {
  const text = '{"m2m:cnt":{"rn":"a","cod:tempe":[{"curT0":21}]}}';

  it('are not covered, and no clause says that they are wrong', async () => {
    const result = await parse(text, 'application/json');
    expect(result).toMatchObject({ ok: false, outcome: 'notCovered', diagnostics: [{ code: 'WIRE_NOT_COVERED', path: ['m2m:cnt', 'cod:tempe'] }] });
    expect(!result.ok && result.diagnostics[0]).not.toHaveProperty('clause');
  });

  it('are lived with', async () => {
    expect(await parse(text, 'application/json', { release: 'any' })).toMatchObject({ ok: true, unknownHere: [{ path: ['m2m:cnt', 'cod:tempe'] }] });
  });

  it('have no place in a request', async () => {
    expect(await parse(text, 'application/json; ty=3')).toMatchObject({ ok: false, outcome: 'invalid' });
  });
});
