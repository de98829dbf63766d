import { DESK_LIGHT, everyPageIsAccessible, TELEPHONE_DARK } from '../test/support/accessibility.js';

everyPageIsAccessible(DESK_LIGHT);
everyPageIsAccessible(TELEPHONE_DARK);
