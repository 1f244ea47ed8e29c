import { Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Footer } from '../shell/Footer';
import { Logo } from '../shell/Logo';
import classes from './AuthFrame.module.css';

interface AuthFrameProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** The quiet page around sign-in, sign-up and first set-up. */
export function AuthFrame({ title, lead, children }: AuthFrameProps) {
  useDocumentTitle(`${title} · Anchorage`);
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <div className={classes.brand}>
          <Logo size={30} />
          <span>Anchorage</span>
        </div>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" size="sm" mb="lg" component="div">
          {lead}
        </Text>
        {children}
      </main>
      <Footer />
    </div>
  );
}
