// RUN: %check_rule "*" %s
//
// A C library of opaque handles, and of structures that are set up in place.

#define TP(Word) __attribute__((annotate("threadpool::" Word)))

typedef struct pool_timer pool_timer;
typedef void (*pool_callback)(void *context);

TP("create") TP("timer") TP("result")
pool_timer *pool_timer_new(TP("callback") pool_callback callback,
                           TP("context") void *context);
TP("arm") TP("timer") void pool_timer_start(pool_timer *timer, int ms);
TP("cancel") TP("drain") TP("timer") void pool_timer_stop(pool_timer *timer);
TP("close") TP("timer") void pool_timer_free(pool_timer *timer);

struct pool_job {
  void *impl;
};
TP("create") TP("work")
int pool_job_init(struct pool_job *job, TP("callback") pool_callback callback,
                  TP("context") void *context);
TP("arm") TP("work") void pool_job_submit(struct pool_job *job);
TP("drain") TP("work") void pool_job_wait(struct pool_job *job);
TP("close") TP("work") void pool_job_destroy(struct pool_job *job);

void free(void *memory);

struct clock {
  pool_timer *timer;
  int ticks;
};

static void on_tick(void *context) {
  struct clock *c = context;
  ++c->ticks;
}

int start_clock(struct clock *c) {
  c->timer = pool_timer_new(on_tick, c);
  if (!c->timer)
    return 0;
  pool_timer_start(c->timer, 100);
  return 1;
}

void bad_stop_clock(struct clock *c) {
  pool_timer_free(c->timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_stop_clock' closes 'c->timer' while 'on_tick' may be queued or running [threadpool-close-before-wait]
  free(c);
}

void good_stop_clock(struct clock *c) {
  pool_timer_stop(c->timer);
  pool_timer_free(c->timer);
  free(c);
}

static void stop(pool_timer *timer) {
  pool_timer_stop(timer);
  pool_timer_free(timer);
}

void good_stop_by_helper(struct clock *c) {
  stop(c->timer);
  free(c);
}

void bad_start_again(struct clock *c) {
  pool_timer_stop(c->timer);
  pool_timer_free(c->timer);
  pool_timer_start(c->timer, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'c->timer' is used after it was closed [threadpool-use-after-close]
}

struct task {
  struct pool_job job;
  int done;
};

static void run_task(void *context) {
  struct task *t = context;
  t->done = 1;
}

int start_task(struct task *t) {
  if (!pool_job_init(&t->job, run_task, t))
    return 0;
  pool_job_submit(&t->job);
  return 1;
}

void bad_end_task(struct task *t) {
  pool_job_destroy(&t->job);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_end_task' closes 't->job' while 'run_task' may be queued or running [threadpool-close-before-wait]
  free(t);
}

static void end_job(struct pool_job *job) {
  pool_job_wait(job);
  pool_job_destroy(job);
}

void good_end_task(struct task *t) {
  end_job(&t->job);
  free(t);
}
