struct pool_wait *pool_wait_new(void (*callback)(void *), void *context);
void pool_wait_free(struct pool_wait *wait);

static struct pool_wait *wait;

static void on_signal(void *context) { ++*(int *)context; }

void start(int *count) { wait = pool_wait_new(on_signal, count); }
void stop(void) { pool_wait_free(wait); }
