/**
 * What the cells of a notebook call: {@code import static org.elbo.notebook.Notebook.*} for {@code
 * show} and the like, live plots and progress that update in place, tables, and exercises that
 * check an answer.
 *
 * <p>The kernel's display functions are found by name when first needed; no kernel is needed to
 * compile or test. Outside of a kernel pictures go to files and everything else to the standard
 * output.
 */
package org.elbo.notebook;
