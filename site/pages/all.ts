import type { Model } from '../../generator/model/model.js';
import { localName } from '../../generator/model/names.js';
import { changePages } from './changes.js';
import { faultTablePage, statusCodePage } from './codes.js';
import type { Diagrams } from './diagrams.js';
import { documentPage } from './document.js';
import { enumerationPage } from './enumeration.js';
import { erratumPage } from './erratum.js';
import type { Examples } from './examples.js';
import { indexPages, resourceGroups } from './indexes.js';
import { machinePage } from './machine.js';
import type { Section, SitePage } from './page.js';
import { resourcePage } from './resource.js';
import type { Specification } from './specification.js';
import { tablePages } from './tables.js';

/** Every page that follows from the model; `later` is the same with what later releases add. */
export function specificationPages(specification: Specification, later: Model, examples: Examples, { graph }: Diagrams): readonly SitePage[] {
  const { model } = specification;
  return [
    ...indexPages(specification),
    ...tablePages(specification),
    ...changePages(specification, later),
    ...model.resources.map((resource) => resourcePage(specification, resource, examples, graph)),
    ...model.enumerations.map((enumeration) => enumerationPage(specification, enumeration)),
    ...model.statusCodes.map((status) => statusCodePage(specification, status)),
    ...model.faultTables.map((table) => faultTablePage(specification, table)),
    ...model.machines.map((machine) => machinePage(specification, machine, graph)),
    ...model.errata.map((erratum) => erratumPage(specification, erratum)),
    ...model.documents.map((document) => documentPage(specification, document)),
  ];
}

export interface NavigationItem {
  readonly title: string;
  readonly path: string;
  readonly hint?: string;
}

export interface Navigation {
  readonly top: readonly (NavigationItem & { readonly sections: readonly Section[] })[];
  readonly sidebars: Readonly<Partial<Record<Section, readonly { readonly title: string; readonly items: readonly NavigationItem[] }[]>>>;
}

/** What stands at the top of every page, and beside the pages of each section. */
export function navigation(specification: Specification, pages: readonly SitePage[]): Navigation {
  const { model } = specification;
  const ofSection = (section: Section): readonly NavigationItem[] => pages.filter((page) => page.section === section && !page.path.endsWith('/index')).map(({ path, title }) => ({ path, title }));
  const index = (path: string, title: string): NavigationItem => ({ path: `${path}/index`, title });
  const guides = ofSection('guides');
  const [own, others] = [guides.filter(({ path }) => !/^guides\/(changelog|contributing|examples-|generated-)/.test(path)), guides.filter(({ path }) => /^guides\/(changelog|contributing|examples-|generated-)/.test(path))];
  const pagesOf = { title: 'Specification', items: [index('specification', 'Overview'), index('resources', 'Resource types'), index('enumerations', 'Enumerations'), ...ofSection('specification'), index('status-codes', 'Response status codes'), index('fault-codes', 'Fault codes'), index('machines', 'State machines'), index('errata', 'Errata'), index('documents', 'Sources'), index('changes', 'What changed')] };
  return {
    top: [
      { title: 'Guides', path: 'index', sections: ['guides'] },
      { title: 'Specification', path: 'specification/index', sections: ['specification', 'enumerations', 'status-codes', 'fault-codes', 'machines', 'errata', 'documents', 'changes'] },
      { title: 'Resources', path: 'resources/index', sections: ['resources'] },
      { title: 'API', path: 'api/index', sections: ['api'] },
      { title: 'Playground', path: 'playground', sections: ['playground'] },
    ],
    sidebars: {
      guides: [{ title: 'Guides', items: own.map((item) => (item.path === 'index' ? { ...item, title: 'Start' } : item)) }, { title: 'More', items: others }],
      specification: [pagesOf, { title: 'State machines', items: model.machines.map((machine) => ({ path: specification.machinePath(machine), title: machine.name })) }, { title: 'Fault codes', items: model.faultTables.map((table) => ({ path: specification.faultTablePath(table), title: table.rpc, hint: table.table })) }, { title: 'Sources', items: ofSection('documents') }, { title: 'What changed', items: ofSection('changes') }],
      resources: resourceGroups.map(([, title, has]) => ({ title, items: model.resources.filter(has).map((resource) => ({ path: specification.resourcePath(resource), title: resource.name, hint: resource.shortName })) })),
      enumerations: [{ title: 'Enumerations', items: [index('specification', 'All of the specification'), ...model.enumerations.map((each) => ({ path: specification.enumerationPath(each), title: localName(each.type) }))] }],
      'status-codes': [{ title: 'Response status codes', items: [index('specification', 'All of the specification'), ...model.statusCodes.map((status) => ({ path: specification.statusPath(status.code), title: status.name, hint: String(status.code) }))] }],
      api: [{ title: 'Entry points', items: [index('api', 'Overview'), ...ofSection('api').map((item) => ({ ...item, title: item.title.replace('onem2m-specgen/', '/') }))] }],
    },
  };
}
