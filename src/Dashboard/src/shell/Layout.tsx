import { ActionIcon, AppShell, Burger, Group, Kbd, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { ConnectionBanner } from '../events/ConnectionBanner';
import { EventsProvider } from '../events/EventsProvider';
import { useMe } from '../identity/session';
import { WaitingBadge } from '../mcp/WaitingBadge';
import { Bell } from '../notices/Bell';
import { ActiveOperations } from '../operations/ActiveOperations';
import { AccountMenu } from './AccountMenu';
import { Footer } from './Footer';
import { Logo } from './Logo';
import { destinationsFor } from './navigation';
import { openPalette } from './openPalette';
import { PanelSkeleton } from './ui/PanelSkeleton';
import { loadPart } from './loadPart';
import classes from './Layout.module.css';

const Shortcuts = lazy(() => loadPart(() => import('./Shortcuts')));
const Palette = lazy(() => loadPart(() => import('./Palette')));

export function Layout() {
  const me = useMe();
  const [opened, { toggle, close }] = useDisclosure();
  const location = useLocation();
  const navigation = useNavigation();
  useEffect(close, [location.pathname, close]);

  return (
    <EventsProvider>
      <a href="#content" className="skip-link">
        Skip to content
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        padding={0}
        transitionDuration={120}
      >
        <AppShell.Header className={classes.header}>
          <Group gap={10} wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close navigation' : 'Open navigation'}
              aria-expanded={opened}
            />
            <Link to="/" className={classes.brand} aria-label="Anchorage, instances">
              <Logo />
              <span>Anchorage</span>
            </Link>
          </Group>
          <Group gap={6} wrap="nowrap">
            <UnstyledButton
              className={classes.search}
              visibleFrom="sm"
              onClick={openPalette}
              data-testid="palette-open"
            >
              <IconSearch size={15} aria-hidden="true" /> <span>Search or jump to</span> <Kbd size="xs">Ctrl K</Kbd>
            </UnstyledButton>
            <ActionIcon hiddenFrom="sm" size="lg" aria-label="Search or jump to" onClick={openPalette}>
              <IconSearch size={18} />
            </ActionIcon>
            <ActiveOperations />
            <Bell />
            <AccountMenu />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.navbar}>
          <nav aria-label="Main">
            {destinationsFor(me).map(({ path, label, icon: Icon }) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={classes.link}
                data-inside={path === '/' && location.pathname.startsWith('/instances/') ? true : undefined}
                data-testid={`nav-${label.toLowerCase()}`}
              >
                <Icon size={17} stroke={1.7} aria-hidden="true" /> {label}
                {path === '/programs' && <WaitingBadge />}
              </NavLink>
            ))}
          </nav>
        </AppShell.Navbar>
        <AppShell.Main component="div" className={classes.main}>
          {navigation.state === 'loading' && (
            <div className={classes.progress} role="progressbar" aria-label="Loading page" />
          )}
          <ConnectionBanner />
          <main id="content" className={classes.content} tabIndex={-1}>
            <Suspense fallback={<PanelSkeleton />}>
              <Outlet />
            </Suspense>
          </main>
          <Footer />
        </AppShell.Main>
      </AppShell>
      <Suspense fallback={null}>
        <Palette />
      </Suspense>
      <Suspense fallback={null}>
        <Shortcuts />
      </Suspense>
    </EventsProvider>
  );
}
