import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { ShortNames, UniversalAttribute } from '../model/model.js';
import type { LinkContext } from './context.js';
import { fact, reportUnknown } from './context.js';

/** A name that is like a known one is a slip; a specification need not have the others. */
export const linkUniversalAttributes = (context: LinkContext, names: ShortNames): readonly UniversalAttribute[] =>
  context.definitions.byKind('universal-attributes').flatMap(({ content, at, patchedBy }) =>
    (['originals', 'announced', 'kept'] as const).flatMap((of) => {
      const rows: readonly (Parameters<typeof fact>[0] & { readonly name: string; readonly common?: true })[] = content[of].attributes;
      return rows.map((row, i): UniversalAttribute => {
        const path = [of, 'attributes', i];
        const isSlip = !names.attributes.has(row.name) && didYouMean(row.name, names.attributes.keys()) !== undefined;
        if (isSlip) reportUnknown(context, 'LINK_UNKNOWN_NAME', 'attribute without a short name:', row.name, names.attributes.keys(), at(...path, 'name'));
        const { name, common } = row;
        return { name, of, ...(common === true && { common }), ...fact(row, content[of], at(...path), [...(content[of].errata ?? []), ...patchedBy(...path)]) };
      });
    }),
  );
