import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.js';

interface Properties {
  readonly kind?: 'primary' | 'plain' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly icon?: IconName;
  readonly is_busy?: boolean;
  readonly is_disabled?: boolean;
  readonly is_expanded?: boolean;
  readonly onClick?: () => void;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(properties: Properties) {
  const {
    kind = 'plain',
    type = 'button',
    icon,
    is_busy,
    is_disabled,
    is_expanded,
    onClick,
    children,
    ref,
  } = properties;
  return (
    <button
      ref={ref}
      type={type}
      className={`button ${kind}`}
      disabled={is_disabled === true || is_busy === true}
      aria-busy={is_busy}
      aria-expanded={is_expanded}
      onClick={onClick}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
