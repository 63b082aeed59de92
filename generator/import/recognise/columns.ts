import type { Column } from './shape.js';

/** Headers that several kinds of tables share, as published documents print them. */
export const attributeName: Column = {
  headers: [
    'attributes of *',
    // Markdown may have taken the name in brackets for a tag of HTML.
    'attributes of',
    'attribute of *',
    'attribute name',
    'attribute names',
    'attributes name',
    'attribute',
    'attributes',
    'attribute long name',
    'name of attribute',
  ],
};

export const multiplicity: Column = { headers: ['multiplicity', 'cardinality', 'multiplicity l', 'mult'], values: /^\d|^$/ };

/** `RW/RO/WO` in any order, as one cell or broken over lines. */
export const access: Column = {
  headers: [/^(?:r[wo0]|wo|w|r)(?: (?:r[wo0]|wo|w|r))+$/, 'access', 'access mode', 'access type', 'read write'],
  values: /^[RW][OW0]?$|^$/i,
};

export const description: Column = {
  headers: ['description', 'descriptions', 'description and notes', 'notes', 'note', 'remarks', 'comments'],
};

export const dataType: Column = { headers: ['data type', 'datatype', 'attribute data type', 'type'] };
