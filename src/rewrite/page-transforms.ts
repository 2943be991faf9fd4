import amd from '../../transforms/amd.js';
import augmentation from '../../transforms/augmentation.js';
import iifeModule from '../../transforms/iife-module.js';
import namespaces from '../../transforms/namespaces.js';
import scriptGlobals from '../../transforms/script-globals.js';
import umd from '../../transforms/umd.js';
import type { PageTransform } from './page-transform.js';

/** The transforms for what pages load, which plan over all pages at once. */
export const pageTransforms: readonly PageTransform[] = [iifeModule, augmentation, namespaces, umd, amd, scriptGlobals];
