package jcompose.engine;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import jcompose.engine.cgroup.Cgroups;
import jcompose.engine.cgroup.OomWatcher;
import jcompose.engine.launch.ExitWatcher;
import jcompose.engine.launch.NetworkSpare;
import jcompose.engine.log.LogPump;
import jcompose.engine.security.SeccompFilters;

/**
 * What all containers of an engine share.
 *
 * @param directories where files are
 * @param machine what programs need to know
 * @param filters of system calls
 * @param cgroups the machine's hierarchies
 * @param pump moves output to files
 * @param watcher learns of ends
 * @param oomWatcher learns when memory runs out
 * @param networks makes network namespaces ahead
 * @param workers runs what follows an end, which may take a while
 * @param problems told of what goes wrong where no caller is waiting
 */
record EngineParts(
    EngineDirectories directories,
    Machine machine,
    SeccompFilters filters,
    Cgroups cgroups,
    LogPump pump,
    ExitWatcher watcher,
    OomWatcher oomWatcher,
    NetworkSpare networks,
    Executor workers,
    Consumer<String> problems) {}
