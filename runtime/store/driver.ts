/** Database drivers are optional: only who opens such a store needs one, and loads it. */

/** @throws Error that says what to install */
export async function driver<Module>(name: string): Promise<Module> {
  try {
    // Not a literal: no bundler takes it along.
    const found = (await import(name)) as Module & { readonly default?: Module };
    return found.default ?? found;
  } catch (error) {
    throw new Error(`This store needs the package ${name}: npm install ${name}`, { cause: error });
  }
}
