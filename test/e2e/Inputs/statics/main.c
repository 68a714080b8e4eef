int RunWaits(void);
int RunFrees(void);

int main(void) { return RunWaits() + RunFrees(); }
