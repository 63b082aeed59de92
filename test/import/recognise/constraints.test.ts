import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constraintsIn } from '../../../generator/import/recognise/constraints.js';
import { Writer, recognised } from './support.js';
import { effort } from '../../support/effort.js';

describe('What a cell of default values and constraints says', () => {
  it.each([
    ['false', { default: 'false' }],
    ['Default value is false, when the parameter is not specified', { default: 'false' }],
    ['Default value is false.', { default: 'false' }],
    ['This attribute is only applicable here. Default value is false.', { default: 'false' }],
    ['Default=0', { default: '0' }],
    ['Default: -1', { default: '-1' }],
    ['default = 0.5', { default: '0.5' }],
    ["Default value is set to 'MIXED'", { default: 'MIXED' }],
    ['The default value is OFFLINE.', { default: 'OFFLINE' }],
    ['This is either OFFLINE or ONLINE. The default value is OFFLINE.', { default: 'OFFLINE' }],
    ['A, B, C\nDefault=A', { default: 'A' }],
    ['Default is ALWAYS_ON', { default: 'ALWAYS_ON' }],
    ['A (default)\nB', { default: 'A' }],
    ['BLOCK_ALL', { default: 'BLOCK_ALL' }],
    ['0 (No Retries)', { default: '0' }],
    ['"OR" operation', { default: 'OR operation' }],
    ['If not set then this is treated as false', { default: 'false' }],
    ['By default, true.', { default: 'true' }],
    ['No default', { default: null }],
    ['No Default and shall not be blank.', { default: null }],
    ['None', { default: null }],
    ['size: 256\nNo default', { default: null }],
    ['RESET, REBOOT\nNo default', { default: null }],
    ['the value of this attribute is always true', { fixed: 'true' }],
    ['shall always be set to 3', { fixed: '3' }],
    ['Range: 0-100\nUnit: percent', { minimum: 0, maximum: 100 }],
    ['0..100', { minimum: 0, maximum: 100 }],
    ['0 – 10', { minimum: 0, maximum: 10 }],
    ['The range of storage priority is from 1 to 10.', { minimum: 1, maximum: 10 }],
    ['Values between 1 and 5. Default=2', { default: '2', minimum: 1, maximum: 5 }],
    ['Values from 1 to 10, default 5', { default: '5', minimum: 1, maximum: 10 }],
    ['Default is 5 seconds', { default: '5' }],
    ['default: Logical AND', { default: 'Logical AND' }],
    ['Default value is AND operation.', { default: 'AND operation' }],
    ['Default value is MIXED (see clause 3)', { default: 'MIXED' }],
    ['If not present, the default value is true.', { default: 'true' }],
    ['If omitted, 3 is assumed', { default: '3' }],
    ['The value shall be "DAS"', { fixed: 'DAS' }],
    ['must be true', { fixed: 'true' }],
    ['fixed value true', { fixed: 'true' }],
    ['Min: 0, Max: 100', { minimum: 0, maximum: 100 }],
    ['Range [0, 100]', { minimum: 0, maximum: 100 }],
    ['≥ 0 and ≤ 100', { minimum: 0, maximum: 100 }],
    ['(0-100)', { minimum: 0, maximum: 100 }],
    ['Range: 0 .. 1 000', { minimum: 0, maximum: 1000 }],
    ['Range: -10 – +10', { minimum: -10, maximum: 10 }],
    ['Range: 0.0-1.0', { minimum: 0, maximum: 1 }],
    ['The value shall be in the range of 0 to 7', { minimum: 0, maximum: 7 }],
    ['1002 (software)', { fixed: '1002' }],
    ['1003 (memory)', { default: '1003' }],
    ['Defaults to true.', { default: 'true' }],
    ['true by default', { default: 'true' }],
    ['The value shall be FALSE by default', { default: 'FALSE' }],
    ['is set to "5" by default.', { default: '5' }],
    ['If not present, the default value 10 is used', { default: '10' }],
    ['Always set to "false"', { fixed: 'false' }],
    ['default −1', { default: '-1' }],
    ['Default: 10,000', { default: '10000' }],
    ['Default value is 1 000', { default: '1000' }],
    ['Default value is 1\u00a0000.', { default: '1000' }],
    ['Default: 1, 2 or 3 apply', { default: '1' }],
    ['1, i.e. GREEN', { default: '1' }],
    ['[-5, 5]', { minimum: -5, maximum: 5 }],
    ['[−5; 5]', { minimum: -5, maximum: 5 }],
    ['≥ 1', { minimum: 1 }],
    ['less than or equal to 255', { maximum: 255 }],
    ['greater than 0', { above: 0 }],
    ['shall be less than 100.', { below: 100 }],
    ['1..10; default 5', { default: '5', minimum: 1, maximum: 10 }],
    ['(1-10), default = 5', { default: '5', minimum: 1, maximum: 10 }],
    ['Default: empty string', { default: '' }],
    ['The default value is the empty string.', { default: '' }],
    ['Default: ""', { default: '' }],
    ['if omitted the value is 10', { default: '10' }],
    ['assumed to be true if not present', { default: 'true' }],
    ['0 (false) is the default', { default: '0' }],
    ['Maximum length: 32', { maxLength: 32 }],
    ['max. 32 characters', { maxLength: 32 }],
    ['5 to 10 characters', { minLength: 5, maxLength: 10 }],
    ['Length 1..20', { minLength: 1, maxLength: 20 }],
    ['The length shall not exceed 64', { maxLength: 64 }],
    ['Length of the list', {}],
    ['up to 3 retries', {}],
    ['at most 64', { maximum: 64 }],
    ['Minimum value is 3', { minimum: 3 }],
  ])('%j', (text, says) => {
    expect(constraintsIn(text, 'software')).toEqual(says);
  });

  it.each([
    '',
    '-',
    'Unit: Byte',
    'See Table 6.3.4.2.23-1',
    'Default behaviour is notification on Update_of_Resource',
    'If not specified the default is determined by the Hosting CSE.',
    '-1 means infinity, unit: ms',
    'a resource which contains a value "0" (default) setting for this attribute.',
    'true: the capability is enabled\nfalse: it is disabled',
    'This attribute shall have a value either "AND" or "OR" when more than one is specified.',
    'see note',
    'The default is given in clause 7.4.9',
    'optional',
    'true if present, else false',
    'Default value is up to implementation',
    'Default value is empty',
    'The value shall be unique',
    'V3.2.0 - 2024',
  ])('says nothing clear: %j', (text) => {
    expect(constraintsIn(text)).toEqual({});
  });

  it('is quick on any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), fc.constantFrom('default ', '0..', 'range ', 'always ', '1-', 'no '), fc.nat(3000), async (text, part, times) => {
        expect(await effort(() => constraintsIn(text + part.repeat(times) + text))).toBeLessThan(2);
      }),
      { numRuns: 50 },
    );
  });

  it('stands on the fact of its attribute', () => {
    const { facts } = recognised(
      new Writer().heading('Resource Type <widget>', '7.4.99').table(
        [
          ['Attribute Name', 'Create', 'Update', 'Data Type', 'Default Value and Constraints'],
          ['a1', 'O', 'O', 'xs:boolean', 'Default value is false, when the parameter is not specified'],
          ['a2', 'O', 'O', 'xs:boolean', 'the value of this attribute is always true'],
        ],
        { caption: 'Table 7.4.99-3: Resource Specific Attributes of <widget> resource' },
      ),
    );
    expect(facts.map((fact) => fact.kind === 'attribute' && fact.says)).toEqual([{ default: 'false' }, { fixed: 'true' }]);
  });
});
