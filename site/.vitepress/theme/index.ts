import type { Theme } from 'vitepress';
import 'vitepress/dist/client/theme-default/styles/vars.css';
import 'vitepress/dist/client/theme-default/styles/base.css';
import 'vitepress/dist/client/theme-default/styles/components/custom-block.css';
import 'vitepress/dist/client/theme-default/styles/components/vp-code.css';
import 'vitepress/dist/client/theme-default/styles/components/vp-doc.css';
import Layout from './Layout.vue';
import './style.css';

/** The framework's own look of text, in a frame that needs no script. */
export default { Layout } satisfies Theme;
