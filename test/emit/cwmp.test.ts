import { describe, expect, it } from 'vitest';
import { cwmpChecks } from '../../generator/emit/cwmp/checks.js';
import { keyOfElement, shapeOf } from '../../generator/emit/cwmp/shape.js';
import { analyse } from '../../generator/pipeline.js';
import { messages, structures } from '../../generated/cwmp/tables.js';
import { ourSources } from '../support/our-sources.js';

/** Only what is of CWMP: all the rest has its own tests. */
const sources = new Map([...ourSources].filter(([file]) => file.startsWith('cwmp/') || file === 'tables/documents.json'));
const patched = (file: string, from: string | RegExp, to: string) => new Map([...sources].map(([name, text]) => [name, name === file ? text.replace(from, to) : text]));
const aboutMessages = (given: ReadonlyMap<string, string>) => analyse(given).diagnostics.list().filter(({ severity }) => severity !== 'note');

describe('messages of CWMP', () => {
  it('every element of the XSD is a message, and the definition has no other', () => {
    const { model, diagnostics } = analyse(sources);
    expect(diagnostics.list()).toEqual([]);
    const declared = [...model.components.elements.values()].map(({ name }) => name.local).sort();
    expect(model.cwmp?.messages.map(({ name }) => name).sort()).toEqual(declared);
    expect(messages.map(({ name }) => name)).toEqual(model.cwmp?.messages.map(({ name }) => name));
  });

  it('a message that no XSD declares is told, with its place and the nearest name', () => {
    const [found] = aboutMessages(patched('cwmp/messages.json', '"name": "Reboot"', '"name": "Rebot"'));
    expect(found).toMatchObject({ code: 'LINK_UNKNOWN_MESSAGE', message: 'message "Rebot" is not known', place: { file: 'cwmp/messages.json' }, hint: 'did you mean "Reboot"?' });
  });

  it('a message without an answer is told, too', () => {
    const [found] = aboutMessages(patched('cwmp/cwmp.xsd', '<xs:element name="RebootResponse">', '<xs:element name="RebootAnswer">'));
    expect(found).toMatchObject({ code: 'LINK_UNKNOWN_MESSAGE', message: 'message "RebootResponse" is not known' });
  });

  it('a definition of another shape is told', () => {
    const codes = aboutMessages(patched('cwmp/messages.json', '"to": "CPE"', '"to": "CSE"')).map(({ code }) => code);
    expect(codes).toContain('DEFINITION_VALUE');
  });

  it('members have names as programs have them', () => {
    expect(['URL', 'UUID', 'SuccessURL', 'IsDownload', 'DelaySeconds', 'OUI', 'DUState', 'Name'].map(keyOfElement)).toEqual(['url', 'uuid', 'successURL', 'isDownload', 'delaySeconds', 'oui', 'duState', 'name']);
  });

  it('no two members of a structure have one name', () => {
    for (const [name, rows] of Object.entries(structures)) expect([name, new Set(rows.map(({ key }) => key)).size]).toEqual([name, rows.length]);
  });

  it('every simple type has a check, and a specification without CWMP has nothing of it', () => {
    const { model } = analyse(sources);
    const { structures: shapes } = shapeOf(model.cwmp!, model.components);
    const [code] = cwmpChecks(model);
    for (const { value } of shapes.flatMap(({ members }) => members)) {
      if (value.kind === 'simple') expect(code?.text).toContain(`function ${value.type.name!.local}(v, e, d)`);
    }
    const { cwmp: _, ...without } = model;
    expect(cwmpChecks(without)).toEqual([]);
  });
});
