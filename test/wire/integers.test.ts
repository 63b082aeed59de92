import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeld } from '../../wire/integers.js';
import { fromJson, fromXml, parse } from '../../wire/index.js';
import { effort } from '../support/effort.js';

const m2m = ' xmlns:m2m="http://www.onem2m.org/xml/protocols"';

describe('integers that JavaScript cannot hold', () => {
  it.each([['9007199254740993'], ['-9007199254740993'], ['18446744073709551615'], ['9007199254740993.0'], ['9007199254740993.000'], ['9.007199254740993e15'], ['90071992547409930e-1'], ['123456789012345678901234567890'], ['9007199254740993.5'], ['1.00000000000000000001'], ['1e-400'], [`1${'0'.repeat(300)}1`]])(
    '%s is reported, never rounded',
    (digits) => {
      const result = fromJson(`{"m2m:grp":{"mnm":${digits}}}`);
      expect(result.ok ? [] : result.diagnostics.map(({ code, path, place }) => [code, path, place])).toEqual([['WIRE_NUMBER', ['m2m:grp', 'mnm'], { line: 1, column: 19 }]]);
    },
  );

  it.each([['9007199254740992'], ['36684975070125570'], ['36684975070125568'], ['0'], ['-0'], ['1e23'], ['1.5e300'], ['0.1'], ['0.30000000000000000001'], ['100000000000000000000'], ['1E22']])('%s is what it is, or an approximation in any case', (digits) => {
    expect(fromJson(`{"m2m:grp":{"mnm":${digits}}}`).ok).toBe(true);
  });

  it('in XML the same, with the type of the element or the one that it declares', () => {
    const codes = (xml: string) => {
      const result = fromXml(xml);
      return result.ok ? [] : result.diagnostics.map(({ code }) => code);
    };
    expect(codes(`<m2m:grp${m2m}><mnm>9007199254740993</mnm></m2m:grp>`)).toEqual(['WIRE_NUMBER']);
    expect(codes(`<m2m:grp${m2m}><mnm>9007199254740992</mnm></m2m:grp>`)).toEqual([]);
    expect(codes(`<m2m:grp${m2m}><mnm>nine</mnm></m2m:grp>`)).toEqual(['WIRE_XML_VALUE']);
    const any = (type: string) => `<m2m:grp xmlns:m2m="http://www.onem2m.org/xml/protocols" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><colour xsi:type="xs:${type}">9007199254740993</colour></m2m:grp>`;
    for (const type of ['integer', 'long', 'decimal', 'double']) expect(codes(any(type))).toEqual(['WIRE_NUMBER']);
  });

  it('parse says so, beside the rules that are broken', async () => {
    const result = await parse('{"m2m:grp":{"mnm":9007199254740993,"mid":7}}', 'application/json');
    expect(result.ok ? [] : result.diagnostics.map(({ code }) => code)).toEqual(['WIRE_NUMBER', 'WIRE_INVALID']);
  });

  it('every integer is told, by the arithmetic of integers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (integer) => {
        const value = Number(integer);
        // Exactly, or by the digits with which programs write what they hold.
        const again = value.toString().includes('e') ? undefined : value.toString();
        if (BigInt(value) === integer || again === integer.toString()) expect(isHeld(String(integer), value)).toBe(true);
        else if (again !== undefined) expect(isHeld(String(integer), value)).toBe(false);
      }),
    );
  });

  it('millions of digits take no time', async () => {
    expect(await effort(() => expect(isHeld('7'.repeat(3_000_000), Infinity)).toBe(false))).toBeLessThan(0.5);
  });
});
