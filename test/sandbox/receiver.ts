export * from '../tools/server/receiver';
