import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/forms.css';
import './styles/table.css';
import './styles/payment.css';
import './styles/overview.css';
import './styles/webhooks.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element to put the application in');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
