/**
 * The exercises of the lessons, one class for each notebook, and what an exercise is. Expected
 * answers are computed by the library when an answer is checked.
 */
package org.elbo.notebook.exercises;
