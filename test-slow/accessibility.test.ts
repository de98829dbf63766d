import { DESK_LIGHT, everyPageIsAccessible } from '../test/support/accessibility.js';

// On a telephone in the dark: npm test.
everyPageIsAccessible(DESK_LIGHT);
