import type { ShortNames, UniversalAttribute } from '../model/model.js';
import type { LinkContext } from './context.js';
import { fact } from './context.js';
import { shortNameOf } from './names.js';

/** Names that no table of short names has are reported here, once for all resources that have them. */
export const linkUniversalAttributes = (context: LinkContext, names: ShortNames): readonly UniversalAttribute[] =>
  context.definitions.byKind('universal-attributes').flatMap(({ content, at, patchedBy }) =>
    (['originals', 'announced', 'kept'] as const).flatMap((of) => {
      const rows: readonly (Parameters<typeof fact>[0] & { readonly name: string; readonly common?: true })[] = content[of].attributes;
      return rows.map((row, i): UniversalAttribute => {
        const path = [of, 'attributes', i];
        shortNameOf(context, names.attributes, 'attribute', row.name, at(...path, 'name'));
        const { name, common } = row;
        return { name, of, ...(common === true && { common }), ...fact(row, content[of], at(...path), [...(content[of].errata ?? []), ...patchedBy(...path)]) };
      });
    }),
  );
