/*
 * The only program of a measured guest: fills memory with random words, and writes to some of it for ever.
 *
 * The kernel's command line tells what: w=FILL,WORKING_SET,RATE,PATTERN[,FIRST,SECOND], the first two in MiB, RATE in writes/s. Patterns:
 *   uniform  a random page of the working set
 *   seq      page after page, and again
 *   hot      with probability SECOND one of the first part FIRST of the pages, else one of the others
 *   zipf     the page of rank r with weight 1/r^FIRST, ranks drawn at the start
 * A write changes a random word of its page. Every millisecond what is due is done; a backlog of more than 0.1 s is dropped.
 */
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, WORDS = PAGE / 8, PAGES_PER_MIB = 256 };

static const double BACKLOG_SECONDS = 0.1;

static uint64_t state = 88172645463325252ULL;
static uint64_t *memory;
static double fill_mib, working_set_mib, rate, first = 0.1, second = 0.9;
static char pattern[16] = "uniform";
static size_t pages, next_page;
static double *cumulated;
static uint32_t *page_of_rank;

static uint64_t draw(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static double draw_fraction(void) { return (draw() >> 11) * 0x1p-53; }

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static void rank_pages(void) {
    cumulated = malloc(pages * sizeof *cumulated);
    page_of_rank = malloc(pages * sizeof *page_of_rank);
    double sum = 0;
    for (size_t rank = 0; rank < pages; rank++) {
        cumulated[rank] = sum += pow(rank + 1, -first);
        const size_t other = draw() % (rank + 1);
        page_of_rank[rank] = page_of_rank[other];
        page_of_rank[other] = rank;
    }
}

static size_t pick(void) {
    if (!strcmp(pattern, "seq")) return next_page++ % pages;
    if (!strcmp(pattern, "hot")) {
        const size_t hot = first * pages;
        return hot > 0 && (hot == pages || draw_fraction() < second) ? draw() % hot : hot + draw() % (pages - hot);
    }
    if (!strcmp(pattern, "zipf")) {
        const double drawn = draw_fraction() * cumulated[pages - 1];
        size_t low = 0, high = pages - 1;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (cumulated[middle] < drawn) low = middle + 1; else high = middle;
        }
        return page_of_rank[low];
    }
    return draw() % pages;
}

static void write_for_ever(void) {
    double begun = seconds();
    for (uint64_t done = 0;; usleep(1000)) {
        const double late = (seconds() - begun) - done / rate;
        if (late > BACKLOG_SECONDS) begun += late - BACKLOG_SECONDS;
        for (const double due = (seconds() - begun) * rate; done + 1 <= due; done++) {
            memory[pick() * WORDS + draw() % WORDS] = draw();
        }
    }
}

static _Noreturn void fails(const char *why) {
    printf("writer: %s\n", why);
    fflush(stdout);
    for (;;) pause();
}

int main(void) {
    char told[4096] = "";
    mkdir("/proc", 0755);
    mkdir("/dev", 0755);
    mount("proc", "/proc", "proc", 0, NULL);
    mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
    dup2(open("/dev/ttyS0", O_WRONLY), 1);
    const int line = open("/proc/cmdline", O_RDONLY);
    if (read(line, told, sizeof told - 1) < 0 || !strstr(told, "w=")) fails("not told what to write, expected w=...");
    sscanf(strstr(told, "w=") + 2, "%lf,%lf,%lf,%15[a-z],%lf,%lf", &fill_mib, &working_set_mib, &rate, pattern, &first, &second);
    if (strcmp(pattern, "uniform") && strcmp(pattern, "seq") && strcmp(pattern, "hot") && strcmp(pattern, "zipf")) {
        fails("unknown pattern, expected uniform, seq, hot or zipf");
    }
    state ^= (uint64_t)(seconds() * 1e9);
    const size_t filled = PAGES_PER_MIB * (fill_mib > working_set_mib ? fill_mib : working_set_mib);
    memory = mmap(NULL, filled * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) fails("more to fill than there is memory");
    for (size_t i = 0; i < filled * WORDS; i++) memory[i] = draw();
    pages = working_set_mib * PAGES_PER_MIB;
    if (!strcmp(pattern, "zipf")) rank_pages();
    puts("READY");
    fflush(stdout);
    if (pages == 0 || rate <= 0) for (;;) pause();
    write_for_ever();
}
