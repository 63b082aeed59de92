import path from 'node:path';
import { defineConfig } from 'vitepress';

const dist = path.resolve(import.meta.dirname, '../../dist');

const elements = /^\s*<(?:!--|\/?(?:a|b|br|code|dd|details|div|dl|dt|figure|h2|h3|i|img|kbd|li|nav|p|pre|q|section|small|span|strong|sub|summary|sup|svg|table|ul)\b)/;
const shownHtml = (text: string): string => (elements.test(text) ? text : text.replaceAll(/&(?!#\d+;)/g, '&amp;').replaceAll('<', '&lt;'));

const asAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/**
 * The framework: Markdown → pages in one frame, with coloured code. `build.ts` writes the Markdown. Pages are static (`mpa`): what moves on them is
 * site/scripts, a tenth of the script that a hydrated page would load. Links are relative, so that the site works below any path and from a folder.
 */
export default defineConfig({
  title: 'onem2m-specgen',
  description: 'The oneM2M standard as types, validators, tables and state machines',
  lang: 'en',
  base: './',
  mpa: true,
  srcDir: path.join(dist, 'pages'),
  outDir: path.join(dist, 'site'),
  cacheDir: path.join(dist, '.vitepress-cache'),
  // `checkLinks` of the build knows anchors, too.
  ignoreDeadLinks: true,
  // We ask no server but the reader's own for anything.
  useWebFonts: false,
  head: [
    // Pages run their own script and style and reach nothing else: what is pasted into the playground stays in the browser.
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'" }],
    ['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0a57c2"/><path d="M4 11V5l4 4 4-4v6" fill="none" stroke="#fff" stroke-width="2"/></svg>')}` }],
    ['meta', { name: 'color-scheme', content: 'light dark' }],
  ],
  // Before the first paint, so that no page is light for a moment and dark then.
  transformHead: ({ pageData }) => [['script', { src: `${'../'.repeat(pageData.relativePath.split('/').length - 1)}site.js` }]],
  markdown: {
    headers: { level: [2, 3] },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      // What is generated holds braces of its own, and nothing of Vue, whose compiler need not read it; code comes into its place when all else is there.
      const render = md.renderer.render.bind(md.renderer);
      md.renderer.render = (...given) => render(...given).replaceAll(/>\s*\n\s*</g, '><');
      // Where a line of a paragraph ends there is a blank, between two elements too.
      md.renderer.rules['softbreak'] = () => ' ';
      const renderAll = md.renderAsync.bind(md);
      md.renderAsync = async (...given) => `<div v-html="${asAttribute(JSON.stringify(await renderAll(...given)))}"></div>`;
      // Where people write <node> they mean the name, and no element.
      md.renderer.rules['html_inline'] = md.renderer.rules['html_block'] = (tokens, index) => shownHtml(tokens[index]!.content);
      md.renderer.rules['table_open'] = () => '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n';
      // A corner of a table heads nothing.
      const isCorner = (token: { readonly content: string } | undefined): boolean => token?.content.trim() === '';
      md.renderer.rules['th_open'] = (tokens, index, options, _env, self) => (isCorner(tokens[index + 1]) ? '<td>' : self.renderToken(tokens, index, options));
      md.renderer.rules['th_close'] = (tokens, index, options, _env, self) => (isCorner(tokens[index - 1]) ? '</td>' : self.renderToken(tokens, index, options));
      md.renderer.rules['table_close'] = () => '</table></div>\n';
    },
  },
  vite: { logLevel: 'error' },
});
