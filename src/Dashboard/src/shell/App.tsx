import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { ColorSchemeKey } from './colorScheme';
import { queryClient } from './queryClient';
import { router } from './router';
import { cssVariables, theme } from './theme';

const schemes = localStorageColorSchemeManager({ key: ColorSchemeKey });

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={schemes}
        cssVariablesResolver={cssVariables}
      >
        <Notifications position="bottom-right" limit={4} />
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
