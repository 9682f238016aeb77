/** The audit as a table of DuckDB, in this process. */
@NullMarked
package dev.mneme.cli.audit.duckdb;

import org.jspecify.annotations.NullMarked;
