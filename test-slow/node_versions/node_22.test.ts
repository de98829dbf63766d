import { survivesLoad } from '../../test/support/node_load.js';

survivesLoad(22);
