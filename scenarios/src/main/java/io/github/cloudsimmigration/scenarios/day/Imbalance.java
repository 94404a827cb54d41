package io.github.cloudsimmigration.scenarios.day;

/**
 * How unevenly hosts are loaded: standard deviations over all of them, whether or not they are on, as means over time.
 *
 * @param cpu of the CPU their VMs want, over what they have
 * @param writtenBytesPerSecond of what their VMs write to memory
 */
record Imbalance(double cpu, double writtenBytesPerSecond) {}
