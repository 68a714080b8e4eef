/* The header of a C library, which says itself what its functions do. */
#define POOL(Word) __attribute__((annotate("threadpool::" Word)))

struct pool_timer;

POOL("create") POOL("timer") POOL("result")
struct pool_timer *pool_timer_new(POOL("callback") void (*callback)(void *),
                                  POOL("context") void *context);
POOL("arm") POOL("timer")
void pool_timer_start(struct pool_timer *timer, unsigned milliseconds);
POOL("close") POOL("timer")
void pool_timer_free(struct pool_timer *timer);

/* A program that uses it. */
struct heart {
  struct pool_timer *timer;
  int beats;
};

static void on_beat(void *context) {
  struct heart *heart = context;
  ++heart->beats;
}

void start_heart(struct heart *heart) {
  heart->timer = pool_timer_new(on_beat, heart);
  pool_timer_start(heart->timer, 100);
}

void stop_heart(struct heart *heart) {
  pool_timer_free(heart->timer);
}
