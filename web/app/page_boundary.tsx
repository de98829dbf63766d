/** A page that breaks, or cannot be loaded, says so and leaves the navigation standing. */
import { Component, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { ErrorNote } from '../parts/error_note.js';

export function PageBoundary({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  return <Boundary key={location}>{children}</Boundary>;
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="page narrow">
        <ErrorNote error={error} retry={() => window.location.reload()} />
      </div>
    );
  }
}
